package retrieve

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func TestAsksNewest(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]bool{
		"Who is the current harbour master?":          true,
		"who won the most recent regatta":             true,
		"What did the ferry line announce this week?": true,
		"Who is the mayor now?":                       true,
		"Who is the harbour master?":                  false,
		"How long did this last?":                     false,
		"What happened in that week?":                 false,
		"What runs on alternating currents?":          false,
		"":                                            false,
	} {
		if got := asksNewest(question); got != want {
			t.Errorf("%q asks for what is newest: %v, want %v", question, got, want)
		}
	}
}

// TestNewest holds that a newer article goes above an older one that says the same, when the
// question asks for it.
func TestNewest(t *testing.T) {
	t.Parallel()
	x := New(loadTable(t))
	for _, a := range []struct{ id, text, day string }{
		{"undated", "The harbour master is Halvorsen.", ""},
		{"old", "The harbour master is Malkov.", "2021-03-01"},
		{"new", "The harbour master is Dorokhov.", "2024-03-01"},
		{"newest", "Rain fell in the valley all night long.", "2024-05-01"},
	} {
		d := article(a.id, a.text)
		if a.day != "" {
			d.Published, _ = time.Parse(time.DateOnly, a.day)
		}
		x.Add(d)
	}
	for _, c := range []struct {
		question, asOf string
		want           []string
	}{
		{"Who is the harbour master?", "", []string{"undated", "old", "new"}},
		{"Who is the current harbour master?", "", []string{"new", "old", "undated"}},
		{"Who is the current harbour master?", "2022-01-01", []string{"old", "undated"}},
		{"Who is the harbour master?", "2024-06-01", []string{"new", "old", "undated"}},
	} {
		q := queryOf(c.question)
		if c.asOf != "" {
			q.Question.AsOf, _ = time.Parse(time.DateOnly, c.asOf)
		}
		e, err := x.Search(t.Context(), q, 3)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, found(e)); diff != "" {
			t.Errorf("%q as of %q (-want +got):\n%s", c.question, c.asOf, diff)
		}
	}
}

func TestFreshnessFalls(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
	f := freshness{weight: 1, day: day}
	last := 1.01
	for _, age := range []int{0, 1, 30, 400} {
		got := f.of(day.AddDate(0, 0, -age))
		if got <= 0 || got >= last {
			t.Errorf("%d days old: %v, want less than %v and more than nothing", age, got, last)
		}
		last = got
	}
	if got := f.of(day.AddDate(0, 0, -freshDays)); got != 0.5 {
		t.Errorf("%d days old: %v, want half", freshDays, got)
	}
	if got := f.of(day.AddDate(0, 0, 3)); got != 1 {
		t.Errorf("published after the day: %v, want all", got)
	}
	if f.of(time.Time{}) != 0 || (freshness{weight: 1}).of(day) != 0 {
		t.Error("an undated article, or a question of no day, counts as fresh")
	}
	var none briefing.Question
	if got := New(loadTable(t)).freshnessFor(none, nil).of(day); got != 0 {
		t.Errorf("a question of no day that asks for nothing newest adds %v", got)
	}
}

// TestFutureDate holds that an article dated after it was first seen is not the newest, and
// does not make all others old.
func TestFutureDate(t *testing.T) {
	t.Parallel()
	day := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	x := New(loadTable(t))
	for _, a := range []struct{ id, text, day string }{
		{"future", "The harbour master is Halvorsen.", "2099-03-01"},
		{"old", "The harbour master is Malkov.", "2021-03-01"},
		{"tomorrow", "The harbour master is Dorokhov.", "2024-03-02"},
	} {
		d := article(a.id, a.text)
		d.Published, d.FirstSeen = day(a.day), day("2024-03-01")
		x.Add(d)
	}
	e := search(t, x, "Who is the current harbour master?", 3)
	if diff := cmp.Diff([]string{"tomorrow", "old", "future"}, found(e)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	scores := map[string]float64{}
	for _, h := range e.Hits {
		scores[h.Doc.ID] = h.Score
	}
	if got := scores["tomorrow"] - scores["future"]; got < weightNewestOnly*0.99 {
		t.Errorf("the newest article is worth %.3f more than one without a true date, want %.2f", got, weightNewestOnly)
	}
}
