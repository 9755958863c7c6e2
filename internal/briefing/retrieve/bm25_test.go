package retrieve

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"

	"briefbot/internal/briefing"
)

// best returns the n best passages by BM25 of the words asked alone, with their scores by article.
func best(x *Index, question string, n int) (ids []string, scores map[string]float64) {
	q := queryOf(question)
	mem := x.borrow()
	scores = map[string]float64{}
	terms := x.resolve(&q)
	for i := range terms {
		terms[i].terms = terms[i].terms[:min(1, len(terms[i].terms))] // the word itself
	}
	for _, s := range x.bm25(terms, n, time.Time{}, mem) {
		id := x.passages[s.passage].doc.ID
		ids = append(ids, id)
		scores[id] = s.score
	}
	return ids, scores
}

// TestBM25ByHand has three passages of 3, 6 and 3 words, 4 on average. "gravel" is in two of
// them: idf = ln(1 + 1.5/2.5) = 0.470004; "turnip" in one: idf = ln(1 + 2.5/1.5) = 0.980829.
func TestBM25ByHand(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("a", "gravel gravel pavement"),
		article("b", "gravel turnip lantern mattress umbrella saucer"),
		article("c", "lantern mattress umbrella"),
	)
	const gravel, turnip = 0.470004, 0.980829
	const normA, normB = 1.2 * (0.4 + 0.6*3/4), 1.2 * (0.4 + 0.6*6/4)
	for _, c := range []struct {
		question string
		want     map[string]float64
	}{
		{"gravel", map[string]float64{"a": gravel * 2.2 * 2 / (2 + normA), "b": gravel * 2.2 / (1 + normB)}},
		{"turnip", map[string]float64{"b": turnip * 2.2 / (1 + normB)}},
		{"gravel turnip", map[string]float64{"a": gravel * 2.2 * 2 / (2 + normA), "b": (gravel + turnip) * 2.2 / (1 + normB)}},
		{"the of and", map[string]float64{}},
	} {
		_, got := best(x, c.question, 10)
		if len(got) != len(c.want) {
			t.Errorf("%q: found %v, want %v", c.question, got, c.want)
		}
		for id, want := range c.want {
			if math.Abs(got[id]-want) > 1e-5 {
				t.Errorf("%q: article %s has %.6f, want %.6f", c.question, id, got[id], want)
			}
		}
	}
}

// How near the ranking has to come to bleve's. Stemming differs ("said" is "say" here), and
// passages of one length that hold the same words tie, so that neither is 1.
const (
	minBleveFirst = 0.95 // share of questions for which both have the same best passage
	minBleveGain  = 0.95 // what bleve's ten best score here, as a share of what our own do
)

func TestRanksLikeBleve(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 1)
	docs := g.documents(400, 1)
	for _, d := range docs {
		d.Title, d.Source = "", "" // bleve gets the text alone
	}
	x := indexOf(t, docs...)
	other := newBleve(t, docs)
	const questions, top = 60, 10
	first, ours, theirs := 0, 0.0, 0.0
	for range questions {
		question := g.question(docs)
		ids, scores := best(x, question, len(docs))
		for _, id := range ids[:top] {
			ours += scores[id]
		}
		found := searchBleve(t, other, question, top)
		if len(found) < top {
			t.Fatalf("bleve found %d passages for %q: too few to compare", len(found), question)
		}
		for _, id := range found {
			theirs += scores[id]
		}
		if found[0] == ids[0] {
			first++
		}
	}
	t.Logf("the same first for %d of %d; gain %.3f", first, questions, theirs/ours)
	if share := float64(first) / questions; share < minBleveFirst {
		t.Errorf("the same passage is first for %.2f of the questions, want at least %.2f", share, minBleveFirst)
	}
	if gain := theirs / ours; gain < minBleveGain {
		t.Errorf("bleve's ten best score %.3f of ours, want at least %.2f", gain, minBleveGain)
	}
}

// newBleve indexes passages with bleve, by article ID and number.
func newBleve(tb testing.TB, docs []*briefing.Document) bleve.Index {
	tb.Helper()
	m := bleve.NewIndexMapping()
	m.ScoringModel = "bm25" // index.BM25Scoring of its API package
	text := bleve.NewTextFieldMapping()
	text.Analyzer, text.Store, text.IncludeTermVectors, text.IncludeInAll = en.AnalyzerName, false, false, false
	m.DefaultMapping.Dynamic = false
	m.DefaultMapping.AddFieldMappingsAt("text", text)
	x, err := bleve.New(tb.TempDir()+"/index", m)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { x.Close() })
	batch := x.NewBatch()
	for _, d := range docs {
		for at, p := range d.Passages {
			id := d.ID
			if at > 0 {
				id += strings.Repeat("+", at)
			}
			if err := batch.Index(id, map[string]any{"text": p.Of(d.Text)}); err != nil {
				tb.Fatal(err)
			}
		}
		if batch.Size() >= 1000 {
			flush(tb, x, batch)
		}
	}
	flush(tb, x, batch)
	return x
}

func flush(tb testing.TB, x bleve.Index, batch *bleve.Batch) {
	tb.Helper()
	if err := x.Batch(batch); err != nil {
		tb.Fatal(err)
	}
	batch.Reset()
}

func searchBleve(tb testing.TB, x bleve.Index, question string, n int) []string {
	tb.Helper()
	match := bleve.NewMatchQuery(question)
	match.SetField("text")
	result, err := x.Search(bleve.NewSearchRequestOptions(match, n, 0, false))
	if err != nil {
		tb.Fatal(err)
	}
	var ids []string
	for _, hit := range result.Hits {
		ids = append(ids, hit.ID)
	}
	return ids
}
