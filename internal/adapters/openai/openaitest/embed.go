package openaitest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
)

// EmbeddingModel is the model of embeddings that the endpoint knows.
const EmbeddingModel = "test-embedding"

// Embedding writes what an endpoint answers to texts that are to be embedded.
type Embedding func(w http.ResponseWriter, r *http.Request, texts []string, encoding string)

// Embeds has the endpoint embed: it gives the replies in order, and the last one again and
// again. Without it there is no such path.
func (s *Server) Embeds(replies ...Embedding) *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.embeddings = replies
	return s
}

// Embedded returns the texts of each request so far.
func (s *Server) Embedded() [][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.embedded)
}

func (s *Server) embed(w http.ResponseWriter, r *http.Request) {
	if !s.knows(w, r) {
		return
	}
	body, err := io.ReadAll(r.Body)
	var asked struct {
		Input    []string `json:"input"`
		Model    string   `json:"model"`
		Encoding string   `json:"encoding_format"`
	}
	if err != nil || json.Unmarshal(body, &asked) != nil || len(asked.Input) == 0 {
		refuse(w, http.StatusBadRequest, "We could not parse the JSON body of your request.", "")
		return
	}
	reply := s.note(asked.Input)
	switch {
	case reply == nil:
		refuse(w, http.StatusNotFound, "Unknown request URL: POST /v1/embeddings.", "")
	case asked.Model != EmbeddingModel:
		refuse(w, http.StatusNotFound, fmt.Sprintf("The model '%s' does not exist.", asked.Model), "model")
	case slices.Contains(s.refused, "encoding_format") && asked.Encoding != "" || slices.Contains(s.refused, asked.Encoding):
		refuse(w, http.StatusBadRequest, "Unsupported value for encoding_format.", "encoding_format")
	default:
		reply(w, r, asked.Input, asked.Encoding)
	}
}

// note remembers what was asked for and returns the reply to it.
func (s *Server) note(texts []string) Embedding {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.embedded = append(s.embedded, texts)
	if len(s.embeddings) == 0 {
		return nil
	}
	reply := s.embeddings[0]
	if len(s.embeddings) > 1 {
		s.embeddings = s.embeddings[1:]
	}
	return reply
}

// Vectors embeds each text by itself, in the encoding that is asked for. The vectors of a reply
// stand in the reverse order of their texts: what counts is their index.
func Vectors(of func(text string) []float32) Embedding {
	return func(w http.ResponseWriter, _ *http.Request, texts []string, encoding string) {
		var vectors [][]float32
		for _, t := range texts {
			vectors = append(vectors, of(t))
		}
		writeVectors(w, vectors, encoding == "base64", len(strings.Join(texts, " "))/4)
	}
}

// Floats embeds each text by itself, in numbers whatever is asked for.
func Floats(of func(text string) []float32) Embedding {
	embed := Vectors(of)
	return func(w http.ResponseWriter, r *http.Request, texts []string, _ string) { embed(w, r, texts, "float") }
}

// Fixed gives vectors whatever the texts.
func Fixed(vectors ...[]float32) Embedding {
	return func(w http.ResponseWriter, _ *http.Request, _ []string, encoding string) {
		writeVectors(w, vectors, encoding == "base64", 1)
	}
}

// As answers as to a completion: with a failure, not at all, …
func As(reply Reply) Embedding {
	return func(w http.ResponseWriter, r *http.Request, _ []string, _ string) { reply(w, r, Request{}) }
}

func writeVectors(w http.ResponseWriter, vectors [][]float32, packed bool, tokens int) {
	var data []any
	for i, v := range slices.Backward(vectors) {
		var embedding any = v
		if packed {
			var b []byte
			for _, x := range v {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
			}
			embedding = base64.StdEncoding.EncodeToString(b)
		}
		data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": embedding})
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"object": "list", "data": data, "model": EmbeddingModel, "usage": map[string]int{"prompt_tokens": tokens, "total_tokens": tokens},
	})
}
