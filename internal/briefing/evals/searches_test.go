package evals

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

const inventedQueries = `
{"id": "q1", "query": "why was the bridge shut", "answerable": true, "gold_doc_ids": ["001_bridge", "002_ferry"], "evidence": [{"doc_id": "001_bridge", "fact": "cracks in two piers"}, {"doc_id": "002_ferry", "fact": "Fares are free"}], "answers": ["cracks", ["two", "piers"]]}
{"id": "q2", "query": "who carries the commuters", "answerable": true, "gold_doc_ids": ["002_ferry"], "answers": ["two ferries"]}
{"id": "q3", "query": "when does the tunnel open", "answerable": false, "gold_doc_ids": []}
{"id": "q4", "query": "what do lorries pay", "answerable": false, "gold_doc_ids": []}
`

func loadInventedQueries(t *testing.T) []Query {
	t.Helper()
	queries, err := LoadQueries(strings.NewReader(inventedQueries))
	if err != nil {
		t.Fatal(err)
	}
	return queries
}

func TestScoreSearch(t *testing.T) {
	t.Parallel()
	runs := []Run{
		{ID: "q1", Confidence: .9, Hits: []Hit{
			{"003_other", "not to be had"}, // in no article
			{"001_bridge", "Mayor Ilse Brandt said."},
			{"001_bridge", "engineers found cracks  in two\npiers"},
		}},
		{ID: "q2", Confidence: .4, Hits: []Hit{{"002_ferry", "Two ferries"}}},
		{ID: "q3", Confidence: .4},
	}
	got := ScoreSearch(loadInventedQueries(t), runs, inventedText)
	if got.Queries != 2 || got.Missing != 1 || got.Foreign != 1 {
		t.Errorf("got %d queries, %d missing, %d foreign; want 2, 1, 1", got.Queries, got.Missing, got.Foreign)
	}
	ndcg := (1/math.Log2(3)/(1+1/math.Log2(3)) + 1) / 2
	want := strings.Join([]string{
		"hits@1 0.500", "hits@4 1.000", "hits@10 1.000", "mrr@10 0.750", fmt.Sprintf("ndcg@10 %.3f", ndcg), "all_gold@10 0.500",
		"passage_hits@4 1.000", "passage_hits@10 1.000", "passage_mrr@10 0.333", "fact_recall@10 0.500", "all_facts@10 0.000",
		"refusal_auroc 0.875", // .9 and .4 against .4 and 0: three of four pairs, one tie
	}, "\n")
	var lines []string
	for _, f := range got.Figures {
		lines = append(lines, f.Name+" "+f.Rate())
	}
	if diff := cmp.Diff(want, strings.Join(lines, "\n")); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

func TestScoreSearchCountsOnlyTheBeginningOfAPassage(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("é", maxPassageLength) + "cracks in two piers"
	hits := []Hit{{"001_bridge", body}}
	got := ScoreSearch(loadInventedQueries(t), []Run{{ID: "q1", Hits: hits}}, func(string) (string, bool) { return body, true })
	if f := got.Figures.Get(PassageHitsAt10); f.Count() != "0/1" {
		t.Errorf("a fact beyond %d characters was found: %s", maxPassageLength, f.Count())
	}
}

func TestScoreShort(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, answer, want string }{
		{"a list is all of its strings", "Two of the old piers. [1]", "answered 1/2 holds 1/1 overall 1/2 refusal 1/2"},
		{"word bounds", "Cracksman, two.", "answered 1/2 holds 0/1 overall 0/2 refusal 1/2"},
		{"case and punctuation", "There are “CRACKS”.", "answered 1/2 holds 1/1 overall 1/2 refusal 1/2"},
		{"beyond the limit", strings.Repeat("word ", ShortWords) + "cracks", "answered 1/2 holds 0/1 overall 0/2 refusal 1/2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			answers := []briefing.Answer{
				{ID: "q1", Status: briefing.Answered, Text: test.answer},
				{ID: "q2", Status: briefing.NotFound, Text: "two ferries"},
				{ID: "q3", Status: briefing.NotFound},
				{ID: "q4", Status: briefing.Answered, Text: "five crowns"},
			}
			got := measured(ScoreShort(loadInventedQueries(t), answers, ShortWords))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

// echo answers with the question and finds it in one document; it fails on request.
type echo struct{ failOn string }

func (e echo) Ask(_ context.Context, q briefing.Question) (briefing.Answer, error) {
	if q.ID == e.failOn {
		return briefing.Answer{}, errors.New("no")
	}
	return briefing.Answer{Text: q.Text}, nil
}

func (e echo) Search(_ context.Context, q briefing.Question, k int) (briefing.Evidence, error) {
	doc := &briefing.Document{Article: briefing.Article{ID: q.ID, Text: q.Text}}
	hit := briefing.Hit{Doc: doc, Window: briefing.Span{Start: 0, End: k}}
	return briefing.Evidence{Confidence: .5, Hits: []briefing.Hit{hit}}, nil
}

func TestAskAndSearchKeepTheOrder(t *testing.T) {
	t.Parallel()
	queries := loadInventedQueries(t)
	answers, err := Ask(t.Context(), echo{}, queries)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := Search(t.Context(), echo{}, queries, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		if answers[i].ID != q.ID || answers[i].Text != q.Text {
			t.Errorf("answer %d is %+v, want that to %s", i, answers[i], q.ID)
		}
		want := Run{ID: q.ID, Confidence: .5, Hits: []Hit{{Article: q.ID, Text: q.Text[:3]}}}
		if diff := cmp.Diff(want, runs[i]); diff != "" {
			t.Errorf("run %d (-want +got):\n%s", i, diff)
		}
	}
	if _, err := Ask(t.Context(), echo{failOn: "q3"}, queries); err == nil || err.Error() != "no" {
		t.Errorf("got error %v, want the failure of q3", err)
	}
}
