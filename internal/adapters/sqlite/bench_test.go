package sqlite

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
)

const (
	docsPerBatch    = 300
	passagesPerDoc  = 10
	benchmarkCorpus = 10 // batches
)

func batch(n int) []*briefing.Document {
	docs := make([]*briefing.Document, docsPerBatch)
	for i := range docs {
		docs[i] = story(fmt.Sprintf("%d/%d", n, i), passagesPerDoc)
	}
	return docs
}

func passagesPerSecond(b *testing.B, passages int) {
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

// BenchmarkPut stores new articles, a batch at a time.
func BenchmarkPut(b *testing.B) {
	s := openStore(b, newPath(b))
	n := 0
	for b.Loop() {
		b.StopTimer()
		docs := batch(n)
		n++
		b.StartTimer()
		put(b, s, docs...)
	}
	passagesPerSecond(b, n*docsPerBatch*passagesPerDoc)
}

// report is an article of ten passages of 90 words, all of them drawn by Zipf's law.
func report(id string, r *rand.Rand) *briefing.Document {
	words := rand.NewZipf(r, 1.2, 20, 50_000)
	d := &briefing.Document{Article: briefing.Article{ID: id, Title: "Story " + id, Source: "Demo Wire"}}
	var text strings.Builder
	for range passagesPerDoc {
		start := text.Len()
		for range 90 {
			fmt.Fprintf(&text, "word%x ", words.Uint64())
		}
		span := briefing.Span{Start: start, End: text.Len()}
		d.Passages = append(d.Passages, briefing.Passage{Span: span, Sentences: []briefing.Sentence{{Span: span}}})
	}
	d.Text = text.String()
	d.Revision = briefing.RevisionOf(d.Text)
	return d
}

// BenchmarkPutReports stores 50,000 passages of articles that are no copies, a batch at a time.
func BenchmarkPutReports(b *testing.B) {
	benchmarkReports(b, 5_000, func(i int, r *rand.Rand) *briefing.Document { return report(strconv.Itoa(i), r) })
}

// BenchmarkPutCopies stores 10,000 articles of one text, each said to be published before the
// others.
func BenchmarkPutCopies(b *testing.B) {
	benchmarkReports(b, 10_000, func(i int, _ *rand.Rand) *briefing.Document {
		d := report(strconv.Itoa(i), rand.New(rand.NewPCG(0, 0)))
		d.Published = time.Date(2026, 1, 1, 0, 0, -i, 0, time.UTC)
		return d
	})
}

func benchmarkReports(b *testing.B, n int, make func(i int, r *rand.Rand) *briefing.Document) {
	for b.Loop() {
		b.StopTimer()
		s := openStore(b, newPath(b))
		r := rand.New(rand.NewPCG(1, 1))
		for i := 0; i < n; i += docsPerBatch {
			var docs []*briefing.Document
			for j := range min(docsPerBatch, n-i) {
				docs = append(docs, make(i+j, r))
			}
			b.StartTimer()
			put(b, s, docs...)
			b.StopTimer()
		}
		b.StartTimer()
	}
	passagesPerSecond(b, b.N*n*passagesPerDoc)
}

// BenchmarkPutUnchanged puts the same articles again.
func BenchmarkPutUnchanged(b *testing.B) {
	s := openStore(b, newPath(b))
	docs := batch(0)
	put(b, s, docs...)
	n := 0
	for b.Loop() {
		put(b, s, docs...)
		n++
	}
	passagesPerSecond(b, n*docsPerBatch*passagesPerDoc)
}

// BenchmarkPutOne stores a new article in a transaction of its own.
func BenchmarkPutOne(b *testing.B) {
	s := openStore(b, newPath(b))
	for n := 0; b.Loop(); n++ {
		put(b, s, story(strconv.Itoa(n), passagesPerDoc))
	}
}

// BenchmarkDocuments reads 30,000 passages, as an index does at the start.
func BenchmarkDocuments(b *testing.B) {
	s := openStore(b, newPath(b))
	for n := range benchmarkCorpus {
		put(b, s, batch(n)...)
	}
	passages := 0
	for b.Loop() {
		err := s.Documents(b.Context(), 0, func(_ int64, _ string, d *briefing.Document) error {
			passages += len(d.Passages)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	passagesPerSecond(b, passages)
}

// BenchmarkRecord records answers with 40 hits in as many documents.
func BenchmarkRecord(b *testing.B) {
	s := openStore(b, newPath(b))
	docs := batch(0)[:40]
	put(b, s, docs...)
	for n := 0; b.Loop(); n++ {
		if err := s.Record(b.Context(), answerFrom(strconv.Itoa(n), docs)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens and closes a store that is there.
func BenchmarkOpen(b *testing.B) {
	path := newPath(b)
	put(b, openStore(b, path), batch(0)...)
	for b.Loop() {
		s, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
