package retrieve

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSeveralFacts holds that a question for two things finds both first, however many
// articles are on one of them.
func TestSeveralFacts(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("a1", "The copper lantern was sold at an auction in Halden for a record price."),
		article("a2", "A copper lantern went to an auction in Halden, and the price was a record."),
		article("a3", "At the auction in Halden a record price was paid for a copper lantern."),
		article("b", "The storm washed gravel over the railway."),
		article("neither", "Rain fell in the valley all night long."),
	)
	got := found(search(t, x, "record price of the copper lantern at the auction in Halden, storm and gravel", 5))
	if len(got) < 2 || got[0] == "b" || got[1] != "b" {
		t.Errorf("articles %v, want the one on the storm in the second place", got)
	}
	if got := found(search(t, x, "record price of the copper lantern at the auction in Halden", 3)); slices.Contains(got, "b") {
		t.Errorf("articles %v for one thing, want none on another", got)
	}
}

// TestSourcesTakeTurns holds that of two sources named neither fills the first places.
func TestSourcesTakeTurns(t *testing.T) {
	t.Parallel()
	x := New(loadTable(t))
	add := func(id, source, text string) {
		d := article(id, text)
		d.Source = source
		x.Add(d)
	}
	add("h1", "Harbour Gazette", "The ferry sank off the coast in a storm, and forty people were saved.")
	add("h2", "Harbour Gazette", "In the storm off the coast forty people were saved when the ferry sank.")
	add("h3", "Harbour Gazette", "Forty people were saved off the coast after the ferry sank in the storm.")
	add("n1", "Northern Courier", "The ferry had been repaired in a hurry.")
	add("o1", "Other Post", "The ferry sank off the coast in a storm, and forty people were saved.")
	got := found(search(t, x, "forty people saved ferry sank coast storm according to the Harbour Gazette and the Northern Courier", 5))
	if diff := cmp.Diff([]string{"h1", "n1"}, got[:2]); diff != "" {
		t.Errorf("first articles (-want +got):\n%s", diff)
	}
}

func TestDayNamed(t *testing.T) {
	t.Parallel()
	x := New(loadTable(t))
	for _, at := range []string{"2025-03-01T12:00:00Z", "2025-03-04T00:00:00Z", "2025-03-04T23:59:59Z", "2025-03-05T00:00:00Z"} {
		d := article(at, "The ferry sank off the coast.")
		d.Published, _ = time.Parse(time.RFC3339, at)
		x.Add(d)
	}
	for question, want := range map[string][]string{
		"report on the ferry published on March 4, 2025":                {"2025-03-04T00:00:00Z", "2025-03-04T23:59:59Z"},
		"did the reports of 5 March 2025 and 1 March 2025 on the ferry": {"2025-03-01T12:00:00Z", "2025-03-05T00:00:00Z"},
		"report on the ferry in March":                                  {"2025-03-01T12:00:00Z", "2025-03-04T00:00:00Z"}, // as they came in
	} {
		if diff := cmp.Diff(want, found(search(t, x, question, 2))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", question, diff)
		}
	}
}

// TestSpreadEnds holds that passages after the first ones, and those that add nothing, stay in
// the order of their scores.
func TestSpreadEnds(t *testing.T) {
	t.Parallel()
	x := indexOf(t, article("a", "one"))
	s := newSpread(x, []sought{{weight: 1}, {weight: 1}})
	ranked := []candidate{
		{scored: scored{score: 0.9}, shares: []float32{1, 0}},
		{scored: scored{score: 0.8}, shares: []float32{1, 0}},
		{scored: scored{score: 0.7}, shares: []float32{0, 1}},
		{scored: scored{score: 0.6}, shares: []float32{1, 1}},
	}
	var order []float64
	for len(ranked) > 0 {
		var c candidate
		c, ranked = cut(ranked, s.next(ranked))
		s.take(&c)
		order = append(order, c.score)
	}
	if diff := cmp.Diff([]float64{0.9, 0.7, 0.8, 0.6}, order); diff != "" {
		t.Errorf("scores in order (-want +got):\n%s", diff)
	}
	s.chosen = spreadHits
	s.shown = []float32{0, 0}
	if got := s.next([]candidate{{shares: []float32{0, 0}}, {shares: []float32{1, 1}}}); got != 0 {
		t.Errorf("candidate %d comes after the first ones, want the best one", got)
	}
}

// TestTitleBearsConfidence holds that a passage under a title that the question is about is
// trusted more.
func TestTitleBearsConfidence(t *testing.T) {
	t.Parallel()
	titled := func(title string) *Index {
		d := article("a", "The ferry sank off the coast near Halden in a storm.")
		d.Title = title
		return indexOf(t, d, article("b", "The harbour of the town was closed for repairs."))
	}
	const question = "where did the ferry sink"
	if about, other := search(t, titled("Ferry"), question, 5).Confidence, search(t, titled("Ferry weather bulletin digest"), question, 5).Confidence; about <= other {
		t.Errorf("confidence %.3f under a title that is asked about, %.3f under another", about, other)
	}
}
