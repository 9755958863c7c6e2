package compose_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/seeds"
)

// BenchmarkCompose answers the questions of the demo corpus in turn: analysed, searched for and
// drafted.
func BenchmarkCompose(b *testing.B) {
	words, err := table()
	if err != nil {
		b.Fatal(err)
	}
	index := retrieve.New(words)
	reader := ingest.Reader{Now: time.Date(2025, time.August, 20, 0, 0, 0, 0, time.UTC)}
	err = reader.FS(b.Context(), seeds.Articles(), func(d *briefing.Document) error {
		index.Add(d)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	var questions []briefing.Question
	for line := range bytes.Lines(seeds.Questions()) {
		var q briefing.Question
		if err := json.Unmarshal(line, &q); err != nil {
			b.Fatal(err)
		}
		questions = append(questions, q)
	}
	composer, i := compose.New(), 0
	var drafting time.Duration
	b.ReportAllocs()
	for b.Loop() {
		e, err := index.Search(b.Context(), composer.Analyse(questions[i%len(questions)]), 40)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := composer.Compose(b.Context(), e); err != nil {
			b.Fatal(err)
		}
		drafting += time.Since(start)
		i++
	}
	b.ReportMetric(float64(drafting.Microseconds())/float64(i), "µs-drafting/op")
}
