package retrieve

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// sameSearches fails unless both indexes find the same for every question: the same
// passages, scores, weights and confidence.
func sameSearches(t *testing.T, want, got *Index, questions []string) {
	t.Helper()
	if want.Len() != got.Len() || want.Passages() != got.Passages() {
		t.Errorf("%d articles and %d passages, want %d and %d", got.Len(), got.Passages(), want.Len(), want.Passages())
	}
	for _, q := range questions {
		if diff := cmp.Diff(search(t, want, q, 20), search(t, got, q, 20)); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", q, diff)
		}
	}
}

// TestChangesLeaveNoTrace holds that an index to which articles were added, replaced and
// removed finds what one does that never had anything but what is left.
func TestChangesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 5)
	docs := g.documents(60, 2)
	old := g.documents(60, 2) // other texts of the same articles
	var questions []string
	for range 8 {
		questions = append(questions, g.question(docs), g.question(old))
	}
	x := indexOf(t, old...)
	for i, d := range docs {
		d.ID = old[i].ID
	}
	x.Add(docs...)
	for _, d := range docs[:20] {
		x.Remove(d.ID)
	}
	x.Remove("unknown")
	if x.dead == 0 {
		t.Fatal("the removed passages were cleared away: this test wants them there")
	}
	want := indexOf(t)
	for _, d := range slices.Concat(old, docs) {
		for _, token := range english.Tokens(d.Title + "\n" + d.Text) {
			want.words.enter(token.Text) // which forms of a word were seen is the one trace
		}
	}
	want.Add(docs[20:]...)
	sameSearches(t, want, x, questions)
	left := x.Documents()
	slices.SortFunc(left, func(a, b *briefing.Document) int { return slices.Index(docs, a) - slices.Index(docs, b) })
	if !slices.Equal(left, docs[20:]) {
		t.Errorf("%d documents are left, want the last %d", len(left), len(docs)-20)
	}
}

func TestRebuild(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 6)
	docs := g.documents(380, 3)
	docs = append(docs, article("empty", ""))
	x := indexOf(t, docs...)
	passages := x.Passages()
	const removed = minDead/3 + 1 // the last of them makes the index clear them away
	for _, d := range docs[:removed] {
		x.Remove(d.ID)
	}
	if x.dead > 0 || len(x.passages) == passages {
		t.Fatalf("%d removed passages of %d were not cleared away", x.dead, len(x.passages))
	}
	var questions []string
	for range 10 {
		questions = append(questions, g.question(docs[removed:380]))
	}
	sameSearches(t, indexOf(t, docs[removed:]...), x, questions)
}

// TestEmptied holds that nothing is found, or stands in the statistics, when all is removed.
func TestEmptied(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 7)
	docs := g.documents(10, 2)
	x := indexOf(t, docs...)
	question := g.question(docs)
	for _, d := range docs {
		x.Remove(d.ID)
	}
	if e := search(t, x, question, 10); len(e.Hits) > 0 || e.Confidence != 0 {
		t.Errorf("%d hits with confidence %v in an emptied index", len(e.Hits), e.Confidence)
	}
	for _, term := range x.words.terms {
		if term.living != 0 || term.uses != 0 || term.capitals != 0 {
			t.Errorf("%q still counts: in %d passages, %d times, %d with a capital", term.key, term.living, term.uses, term.capitals)
		}
	}
	if x.Len() != 0 || x.Passages() != 0 || x.length != 0 {
		t.Errorf("%d articles, %d passages, %v words left", x.Len(), x.Passages(), x.length)
	}
}

// TestConcurrentUse is for the race detector; it also holds that a search sees an article
// before or after a change, and never half of it.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 8)
	docs := g.documents(60, 2)
	question := g.question(docs)
	x := indexOf(t, docs[:30]...)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 30 {
				for _, h := range search(t, x, question, 20).Hits {
					if !h.Window.Contains(h.Doc.Passages[h.Passage].Span) {
						t.Errorf("a hit of %s shows another place", h.Doc.ID)
					}
				}
			}
		})
	}
	wg.Go(func() {
		for _, d := range docs[30:] {
			x.Add(d)
		}
	})
	wg.Go(func() {
		for i, d := range docs[:20] {
			x.Remove(d.ID)
			if i%2 == 0 {
				x.Add(&briefing.Document{Article: briefing.Article{ID: fmt.Sprint("empty", i)}})
			}
		}
	})
	wg.Wait()
	if got, want := x.Len(), 60-20+10; got != want {
		t.Errorf("%d articles, want %d", got, want)
	}
}
