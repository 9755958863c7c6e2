package vectors_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/internal/briefing/vectors"
)

// memory is a store.
type memory struct {
	entries map[vectors.Space]map[string]vectors.Entry
	last    vectors.Space
	puts    int
	fails   int // of the next puts
}

func (m *memory) Dimension(context.Context, string) (int, error) { return m.last.Dimension, nil }

func (m *memory) Vectors(_ context.Context, s vectors.Space, each func(vectors.Entry) error) error {
	for _, e := range m.entries[s] {
		if err := each(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) PutVectors(_ context.Context, s vectors.Space, entries []vectors.Entry) error {
	if m.fails > 0 {
		m.fails--
		return errors.New("the disk is full")
	}
	if m.entries == nil {
		m.entries = map[vectors.Space]map[string]vectors.Entry{}
	}
	if m.entries[s] == nil {
		m.entries[s] = map[string]vectors.Entry{}
	}
	if len(entries) > 0 {
		m.last = s
		m.puts++
	}
	for _, e := range entries {
		m.entries[s][e.Article] = e
	}
	return nil
}

// model embeds texts, and does what it is told with some.
type model struct {
	dimension int
	refuse    func(texts []string) error
	asked     map[string]int // texts embedded
	batches   []int
	calls     int
}

func (m *model) Embed(ctx context.Context, texts []string) ([][]float32, int, error) {
	m.calls++
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	if m.refuse != nil {
		if err := m.refuse(texts); err != nil {
			return nil, 0, err
		}
	}
	if m.asked == nil {
		m.asked = map[string]int{}
	}
	var out [][]float32
	for _, t := range texts {
		m.asked[t]++
		v := make([]float32, m.dimension)
		v[len(t)%m.dimension] = 1
		out = append(out, v)
	}
	m.batches = append(m.batches, len(texts))
	return out, len(texts), nil
}

// articles makes articles of several passages each.
func articles(n, passages int) []*briefing.Document {
	out := make([]*briefing.Document, n)
	for i := range out {
		var text strings.Builder
		for p := range passages {
			fmt.Fprintf(&text, "## Part %d\n\nArticle %d says in its part %d that the ferry sank.\n\n", p, i, p)
		}
		out[i] = ingest.Split(briefing.Article{
			ID: fmt.Sprintf("a%03d", i), Title: fmt.Sprintf("Ferry %d", i), Text: text.String(),
			Published: time.Date(2026, 1, 1, i, 0, 0, 0, time.UTC),
		})
	}
	return out
}

func indexOf(t *testing.T, docs ...*briefing.Document) *retrieve.Index {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	x := retrieve.New(table)
	x.Add(docs...)
	return x
}

func filler(x *retrieve.Index, s *memory, m *model) *vectors.Filler {
	return &vectors.Filler{Store: s, Index: x, Embedder: m, Model: "m", Pace: time.Second, Log: slog.New(slog.DiscardHandler)}
}

func wantFull(t *testing.T, x *retrieve.Index, m *model) {
	t.Helper()
	if x.Vectors() != x.Passages() || len(x.Without(1)) > 0 {
		t.Errorf("%d of %d passages have vectors", x.Vectors(), x.Passages())
	}
	for text, n := range m.asked {
		if n != 1 && text != "news" {
			t.Errorf("%q was embedded %d times", text, n)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	docs := articles(20, 5)
	x, s, m := indexOf(t, docs...), &memory{}, &model{dimension: 8}
	if err := filler(x, s, m).Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantFull(t, x, m)
	if got := slices.Max(m.batches); got != 32 {
		t.Errorf("the largest batch has %d passages", got)
	}
	// Another process finds all there, and nothing is left to make.
	again, none := indexOf(t, docs...), &model{dimension: 8}
	if err := filler(again, s, none).Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantFull(t, again, none)
	if none.calls != 0 {
		t.Errorf("a full store costs %d requests", none.calls)
	}
}

// TestFillNewestFirst holds that the first batch is of the newest articles.
func TestFillNewestFirst(t *testing.T) {
	t.Parallel()
	x, s, m := indexOf(t, articles(20, 5)...), &memory{}, &model{dimension: 8}
	m.refuse = func([]string) error {
		if m.calls > 1 {
			return errors.New("enough")
		}
		return nil
	}
	synctest.Test(t, func(t *testing.T) {
		if err := filler(x, s, m).Fill(t.Context()); err == nil {
			t.Error("it is full")
		}
	})
	for _, u := range x.Without(100) {
		if u.Doc.ID > "a013" {
			t.Errorf("article %s, one of the newest, lacks vectors", u.Doc.ID)
		}
	}
	if got := x.Vectors(); got != 32 {
		t.Errorf("%d passages have vectors, want one batch", got)
	}
}

// TestFillBrokenOff holds that what was stored is not made again, and that an article of many
// passages goes on where it ended.
func TestFillBrokenOff(t *testing.T) {
	t.Parallel()
	docs := articles(2, 100)
	s := &memory{}
	all := map[string]int{}
	synctest.Test(t, func(t *testing.T) {
		for range 20 {
			x, m := indexOf(t, docs...), &model{dimension: 8}
			m.refuse = func([]string) error {
				if m.calls > 1 { // as if killed after the first batch
					return errors.New("gone")
				}
				return nil
			}
			_ = filler(x, s, m).Fill(t.Context())
			for text, n := range m.asked {
				all[text] += n
			}
		}
		x := indexOf(t, docs...)
		if err := filler(x, s, &model{dimension: 8}).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantFull(t, x, &model{asked: all})
	})
}

func TestFillFaults(t *testing.T) {
	t.Parallel()
	down := errors.New("500 Internal Server Error")
	poison := func(texts []string) bool {
		return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, "Article 7 says in its part 2") })
	}
	for name, c := range map[string]struct {
		refuse func(m *model, texts []string) error
		fails  int // of the store
		lack   int // passages left without a vector
	}{
		"down for a while": {refuse: func(m *model, _ []string) error {
			if m.calls < 5 {
				return down
			}
			return nil
		}},
		"down in the middle": {refuse: func(m *model, _ []string) error {
			if m.calls > 1 && m.calls < 6 {
				return down
			}
			return nil
		}},
		"a passage that no model takes": {refuse: func(_ *model, texts []string) error {
			if poison(texts) {
				return errors.New("400 Bad Request")
			}
			return nil
		}, lack: 1},
		"small batches alone": {refuse: func(_ *model, texts []string) error {
			if len(texts) > 3 {
				return errors.New("413 too many")
			}
			return nil
		}},
		"the disk is full for a while": {refuse: func(*model, []string) error { return nil }, fails: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x, s, m := indexOf(t, articles(12, 5)...), &memory{fails: c.fails}, &model{dimension: 8}
			m.refuse = func(texts []string) error { return c.refuse(m, texts) }
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
				defer cancel()
				filler(x, s, m).Run(ctx)
			})
			if got := x.Passages() - x.Vectors(); got != c.lack || len(x.Without(1)) > 0 {
				t.Errorf("%d passages lack vectors, want %d; %d articles are still to be filled", got, c.lack, len(x.Without(100)))
			}
		})
	}
}

// TestFillGivesUp holds that an endpoint that is down is not asked for ever, and that no passage
// is taken for one that has no vector.
func TestFillGivesUp(t *testing.T) {
	t.Parallel()
	x, s, m := indexOf(t, articles(3, 5)...), &memory{}, &model{dimension: 8, refuse: func([]string) error { return errors.New("no route") }}
	synctest.Test(t, func(t *testing.T) {
		if err := filler(x, s, m).Fill(t.Context()); err == nil || !strings.Contains(err.Error(), "no route") {
			t.Errorf("Fill: %v", err)
		}
	})
	if x.Vectors() != 0 || len(x.Without(10)) != 3 || m.calls > 20 {
		t.Errorf("%d vectors, %d requests", x.Vectors(), m.calls)
	}
}

// TestFillAnotherDimension holds that a reply of another dimension is no vector, and that a model
// that has changed for good has all made anew.
func TestFillAnotherDimension(t *testing.T) {
	t.Parallel()
	t.Run("once", func(t *testing.T) {
		t.Parallel()
		x, s, m := indexOf(t, articles(12, 5)...), &memory{}, &model{dimension: 8}
		m.refuse = func([]string) error {
			m.dimension = 8
			if m.calls == 2 {
				m.dimension = 9
			}
			return nil
		}
		synctest.Test(t, func(t *testing.T) {
			if err := filler(x, s, m).Fill(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		if x.Vectors() != x.Passages() || len(s.entries) != 1 || s.last.Dimension != 8 {
			t.Errorf("%d of %d passages have vectors in %d spaces, the last %v", x.Vectors(), x.Passages(), len(s.entries), s.last)
		}
	})
	t.Run("for good", func(t *testing.T) {
		t.Parallel()
		docs := articles(12, 5)
		x, s := indexOf(t, docs...), &memory{}
		if err := filler(x, s, &model{dimension: 8}).Fill(t.Context()); err != nil {
			t.Fatal(err)
		}
		x.Add(articles(13, 5)[12]) // something to make
		m := &model{dimension: 9}
		synctest.Test(t, func(t *testing.T) {
			if err := filler(x, s, m).Fill(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		space := vectors.Space{Model: "m", Dimension: 9}
		if x.Vectors() != x.Passages() || s.last != space || len(s.entries[space]) != 13 {
			t.Errorf("%d of %d passages have vectors, the last of %v", x.Vectors(), x.Passages(), s.last)
		}
	})
	t.Run("to and fro", func(t *testing.T) {
		t.Parallel()
		x, s, m := indexOf(t, articles(12, 5)...), &memory{}, &model{dimension: 8}
		m.refuse = func([]string) error { m.dimension = 8 + m.calls/2%2; return nil }
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
			defer cancel()
			filler(x, s, m).Run(ctx)
		})
		if m.calls > 24*60 {
			t.Errorf("%d requests in a day", m.calls)
		}
	})
}

// TestRunStops holds that Run ends at once, in a batch and between two.
func TestRunStops(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		x, m := indexOf(t, articles(30, 5)...), &model{dimension: 8}
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		start := time.Now()
		filler(x, &memory{}, m).Run(ctx)
		if took := time.Since(start); took != 1500*time.Millisecond || len(m.batches) != 2 {
			t.Errorf("it ran %v and made %d batches, want two at its pace", took, len(m.batches))
		}
	})
}
