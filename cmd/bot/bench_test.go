package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/seeds"
)

const (
	benchArticles  = 5_000
	paragraphs     = 5
	paragraphWords = 120
)

// BenchmarkAsk answers the questions on the demo corpus, in turns, from the text of a question
// to the checked answer.
func BenchmarkAsk(b *testing.B) {
	d, err := (&app{}).seedDesk(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	questions, err := evals.LoadQuestions(bytes.NewReader(seeds.Questions()))
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := d.service.Ask(b.Context(), briefing.Question{Text: questions[i%len(questions)].Text}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[len(took)-1].Seconds()*1000, "max-ms")
}

// BenchmarkIngest takes 25,000 passages of about 120 words the whole way: read from a JSONL
// file, cut, stored in SQLite on disk and indexed.
func BenchmarkIngest(b *testing.B) {
	table, err := glove.Load()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "articles.jsonl")
	writeArticles(b, path, table)
	passages := 0
	for n := 0; b.Loop(); n++ {
		store, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), fmt.Sprintf("%d.db", n)))
		if err != nil {
			b.Fatal(err)
		}
		index := retrieve.New(table)
		i := &intake{store: store, changes: map[briefing.Change]int{}}
		err = new(ingest.Reader).Path(b.Context(), path, func(d *briefing.Document) error {
			index.Add(d)
			return i.add(b.Context(), d)
		})
		if err == nil {
			err = i.flush(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
		if index.Passages() != i.passages || i.changes[briefing.Added] != benchArticles {
			b.Fatalf("%d of %d passages indexed; %s", index.Passages(), i.passages, i.summary())
		}
		passages += i.passages
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

// writeArticles writes articles of the table's words by Zipf's law.
func writeArticles(b *testing.B, path string, table *glove.Table) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	r := rand.New(rand.NewPCG(1, 1))
	zipf := rand.NewZipf(r, 1.1, 2.7, uint64(table.Len()-1))
	for n := range benchArticles {
		var text strings.Builder
		for i := range paragraphs * paragraphWords {
			word := table.Word(int32(zipf.Uint64()))
			if i%20 == 0 {
				word = strings.ToUpper(word[:1]) + word[1:]
			}
			text.WriteString(word)
			switch {
			case (i+1)%paragraphWords == 0:
				text.WriteString(".\n\n")
			case (i+1)%20 == 0:
				text.WriteString(". ")
			default:
				text.WriteByte(' ')
			}
		}
		line, err := json.Marshal(map[string]string{
			"id": fmt.Sprint(n), "title": fmt.Sprintf("Article %d", n), "source": "Courier", "date": "2025-08-15", "text": text.String(),
		})
		if err != nil {
			b.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
