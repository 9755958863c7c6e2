package adaptertest

import (
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/digest"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/seeds"
)

// Documents returns the demo corpus, first seen at the given time.
func Documents(t testing.TB, now time.Time) []*briefing.Document {
	t.Helper()
	var docs []*briefing.Document
	reader := &ingest.Reader{Now: now, Problem: func(p ingest.Problem) { t.Error(p) }}
	err := reader.FS(t.Context(), seeds.Articles(), func(d *briefing.Document) error {
		docs = append(docs, d)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// Service returns a service that answers from the documents.
func Service(t testing.TB, docs []*briefing.Document) *briefing.Service {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	index := retrieve.New(table)
	for _, d := range docs {
		index.Add(d)
	}
	return &briefing.Service{
		Searcher: index, Composer: compose.New(), Gate: cite.Gate{},
		Archive: digest.Archive{Index: index}, Editor: digest.Editor{}, Now: time.Now,
	}
}
