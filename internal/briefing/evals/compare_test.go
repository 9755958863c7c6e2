package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// sheets are the invented sets answered and searched, once well and once badly.
func sheets(t *testing.T, well bool) []Sheet {
	t.Helper()
	status, hits := briefing.NotFound, []Hit{{"001_bridge", "engineers found cracks in two piers"}, {"002_ferry", "Fares are free"}}
	answers := []briefing.Answer{
		{ID: "q1", Status: briefing.Answered, Text: "Engineers found cracks. [1]"},
		{ID: "q2", Status: briefing.Answered, Text: "A tram. [1]"},
		{ID: "q3", Status: briefing.NotFound},
		{ID: "q4", Status: briefing.NotFound},
	}
	if !well {
		status, hits = "", []Hit{{"003_other", "nothing"}, {"001_bridge", "engineers found cracks in two piers"}}
		answers[1].Status, answers[3].Status = briefing.NotFound, briefing.Answered
	}
	queries := loadInventedQueries(t)
	search := ScoreSearch(queries, []Run{{ID: "q1", Confidence: .9, Hits: hits}, {ID: "q2", Confidence: .5, Hits: hits}}, inventedText)
	return []Sheet{ShippedSheet(results(t, status)), QuerySheet("bridge", search, ScoreReplies(queries, answers, inventedText))}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	got := Compare(sheets(t, true), sheets(t, false))
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(got.Text(strings.ToUpper)), "\n") {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"- SHIPPED refusal 1.000 → 0.000 -1.000",
		"- BRIDGE hits@1 0.500 → 0.000 -0.500",
		"- BRIDGE hits@4 1.000 → 0.500 -0.500",
		"- BRIDGE hits@10 1.000 → 0.500 -0.500",
		"- BRIDGE mrr@10 0.750 → 0.250 -0.500",
		"- BRIDGE ndcg@10 0.816 → 0.193 -0.622",
		"- BRIDGE all_gold@10 1.000 → 0.000 -1.000",
		"- BRIDGE passage_mrr@10 1.000 → 0.500 -0.500",
		"- BRIDGE fact_recall@10 1.000 → 0.500 -0.500",
		"- BRIDGE all_facts@10 1.000 → 0.000 -1.000",
		"- BRIDGE answered 1.000 → 0.500 -0.500",
		"+ BRIDGE holds 0.500 → 1.000 +0.500",
		"- BRIDGE refusal 1.000 → 0.500 -0.500",
		"- SHIPPED answer ok → missing: TOLL/TOLL",
		"~ BRIDGE answer wrong → refused: Q2",
		"- BRIDGE answer ok → guessed: Q4",
		"- BRIDGE article first → first 4: Q1",
		"- BRIDGE article first 4 → not found: Q2",
		"- BRIDGE facts all → some: Q1",
		"- BRIDGE passage first → first 4: Q1",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("comparison (-want +got):\n%s", diff)
	}
}

// TestCompareWithWhatWasKept writes the earlier sheets and reads them back.
func TestCompareWithWhatWasKept(t *testing.T) {
	t.Parallel()
	var kept bytes.Buffer
	if err := json.NewEncoder(&kept).Encode(map[string]any{"sheets": sheets(t, true)}); err != nil {
		t.Fatal(err)
	}
	earlier, err := LoadSheets(&kept)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Comparison{}, Compare(earlier, sheets(t, true))); diff != "" {
		t.Errorf("the same run differs from what was kept of it:\n%s", diff)
	}
	if diff := cmp.Diff(Compare(sheets(t, true), sheets(t, false)), Compare(earlier, sheets(t, false))); diff != "" {
		t.Errorf("comparison with what was kept (-before it was kept +after):\n%s", diff)
	}
}

func TestCompareNamesSetsThatOneRunLacks(t *testing.T) {
	t.Parallel()
	both := sheets(t, true)
	got := Compare(both[:1], both[1:])
	if diff := cmp.Diff(Comparison{New: []string{"bridge"}, Gone: []string{"shipped"}}, got); diff != "" {
		t.Errorf("comparison (-want +got):\n%s", diff)
	}
}

func TestComparisonTextNamesSomeOfMany(t *testing.T) {
	t.Parallel()
	c := Changed{Set: "s", Of: "answer", From: "ok", To: "wrong", Trend: Worse}
	for i := range shownIDs + 2 {
		c.IDs = append(c.IDs, fmt.Sprint(i))
	}
	if got := (Comparison{Questions: []Changed{c}}).Text(strings.TrimSpace); !strings.HasSuffix(got, ", 6, 7, and 2 more\n") {
		t.Errorf("got %q", got)
	}
}

// TestRateIsOneOnlyForAll holds that no miss is rounded away.
func TestRateIsOneOnlyForAll(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		of   Figure
		want string
	}{
		{Figure{Sum: 10_000, Of: 10_000}, "1.000"},
		{Figure{Sum: 9_999, Of: 10_000}, "0.999"},
		{Figure{Sum: 1, Of: 3}, "0.333"},
	} {
		if got := f.of.Rate(); got != f.want {
			t.Errorf("%s is shown as %s, want %s", f.of.Count(), got, f.want)
		}
	}
}
