package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/briefing"
)

func documentsComeBack(t *testing.T, s Store) {
	bare := &briefing.Document{Article: briefing.Article{ID: "bare", FirstSeen: seen, Revision: briefing.RevisionOf("")}}
	docs := []*briefing.Document{document("dir/a", "One sentence."), bare, document("b", "Another, with a tab\t and 🙂.")}
	put(t, s, docs...)
	got := read(t, s, 0)
	if len(got) != len(docs) {
		t.Fatalf("%d documents, want %d", len(got), len(docs))
	}
	for i, d := range docs {
		wantDiff(t, d.ID, d, got[i].Doc)
		if got[i].ID != d.ID {
			t.Errorf("document %d has id %q, want %q", i, got[i].ID, d.ID)
		}
	}
}

func emptyStore(t *testing.T, s Store) {
	if got := read(t, s, 0); len(got) != 0 {
		t.Errorf("documents %v, want none", got)
	}
	wantNotFound(t, "remove", s.Remove(t.Context(), "a"))
	_, err := s.Text(t.Context(), "a", briefing.RevisionOf("a"))
	wantNotFound(t, "text", err)
	_, err = s.Revisions(t.Context(), "a")
	wantNotFound(t, "revisions", err)
	_, err = s.Answer(t.Context(), "a")
	wantNotFound(t, "answer", err)
	if changes := put(t, s); len(changes) != 0 {
		t.Errorf("putting nothing: %v", changes)
	}
}

func changes(t *testing.T, s Store) {
	first := document("a", "First text.")
	later := first.Published.Add(time.Hour)
	for _, step := range []struct {
		what string
		doc  *briefing.Document
		want briefing.Change
	}{
		{"new", first, briefing.Added},
		{"again", first, briefing.Unchanged},
		{"seen later", with(first, func(d *briefing.Document) { d.FirstSeen = seen.Add(time.Hour) }), briefing.Unchanged},
		{"another zone", with(first, func(d *briefing.Document) {
			d.Published = d.Published.In(time.FixedZone("", 3600))
		}), briefing.Unchanged},
		{"another title", with(first, func(d *briefing.Document) { d.Title = "New" }), briefing.Updated},
		{"another date", with(first, func(d *briefing.Document) { d.Title, d.Published = "New", later }), briefing.Updated},
		{"another language", with(first, func(d *briefing.Document) { d.Title, d.Published, d.Language = "New", later, "en" }), briefing.Updated},
		{"changed by its publisher", with(first, func(d *briefing.Document) { d.Title, d.Published, d.Modified = "New", later, later }), briefing.Updated},
		{"cut otherwise", with(first, func(d *briefing.Document) {
			d.Title, d.Published, d.Passages = "New", later, d.Passages[:1]
		}), briefing.Updated},
		{"another text", document("a", "Second text."), briefing.Revised},
		{"the first text", first, briefing.Revised},
		{"the same text elsewhere", with(first, func(d *briefing.Document) { d.ID = "b" }), briefing.Added},
	} {
		_, last := names(t, s, 0)
		wantDiff(t, step.what, []briefing.Change{step.want}, put(t, s, step.doc))
		changed := read(t, s, last)
		if step.want == briefing.Unchanged {
			wantDiff(t, step.what+": changed", []entry(nil), changed)
			continue
		}
		if len(changed) != 1 {
			t.Fatalf("%s: %d documents changed, want 1", step.what, len(changed))
		}
		want := with(step.doc, func(d *briefing.Document) { d.FirstSeen = seen })
		wantDiff(t, step.what, want, changed[0].Doc)
	}
	both := put(t, s, document("c", "Once."), document("a", "Once."), document("c", "Twice."))
	wantDiff(t, "an article twice in a batch", []briefing.Change{briefing.Added, briefing.Revised, briefing.Revised}, both)
}

func firstSeen(t *testing.T, s Store) {
	start := time.Now().Add(-time.Second)
	unset := with(document("a", "Text."), func(d *briefing.Document) { d.FirstSeen = time.Time{} })
	put(t, s, unset)
	got := read(t, s, 0)[0].Doc.FirstSeen
	if got.Before(start) || got.After(time.Now().Add(time.Second)) {
		t.Errorf("first seen %v, want now", got)
	}
	if !unset.FirstSeen.IsZero() {
		t.Error("putting changed the document")
	}
	put(t, s, document("a", "Revised."))
	if again := read(t, s, 0)[0].Doc.FirstSeen; !again.Equal(got) {
		t.Errorf("first seen %v after a revision, want %v still", again, got)
	}
}

func catchUp(t *testing.T, s Store) {
	put(t, s, document("a", "A."), document("b", "B."))
	put(t, s, document("c", "C."))
	got, last := names(t, s, 0)
	wantDiff(t, "all", []string{"a", "b", "c"}, got)

	put(t, s, document("a", "A, revised."), document("b", "B."))
	if err := s.Remove(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	put(t, s, document("d", "D."))
	got, _ = names(t, s, last)
	wantDiff(t, "changed since", []string{"a", "-b", "d"}, got)
	got, last = names(t, s, 0)
	wantDiff(t, "all after the changes", []string{"c", "a", "-b", "d"}, got)
	got, _ = names(t, s, last)
	wantDiff(t, "nothing new", []string(nil), got)
}

func removal(t *testing.T, s Store) {
	d := document("a", "Text.")
	put(t, s, d)
	if err := s.Remove(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	wantNotFound(t, "remove again", s.Remove(t.Context(), "a"))
	got, last := names(t, s, 0)
	wantDiff(t, "removed", []string{"-a"}, got)
	if text, err := s.Text(t.Context(), "a", d.Revision); err != nil || text != d.Text {
		t.Errorf("text of a removed article = %q, %v", text, err)
	}
	back := with(d, func(d *briefing.Document) { d.FirstSeen = seen.Add(time.Hour) })
	wantDiff(t, "put again", []briefing.Change{briefing.Added}, put(t, s, back))
	changed := read(t, s, last)
	if len(changed) != 1 {
		t.Fatalf("%d documents changed, want 1", len(changed))
	}
	wantDiff(t, "document put again", d, changed[0].Doc)
}

func revisions(t *testing.T, s Store) {
	one, two := document("a", "One."), document("a", "Two.")
	two.FirstSeen = seen.Add(time.Hour)
	put(t, s, one)
	put(t, s, two)
	check := func(what string, oneIsCurrent, twoIsCurrent bool) {
		t.Helper()
		got, err := s.Revisions(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		wantDiff(t, what, []briefing.Revision{
			{ID: one.Revision, FirstSeen: one.FirstSeen, Current: oneIsCurrent},
			{ID: two.Revision, FirstSeen: two.FirstSeen, Current: twoIsCurrent},
		}, got)
	}
	check("revised", false, true)
	put(t, s, with(one, func(d *briefing.Document) { d.FirstSeen = seen.Add(2 * time.Hour) }))
	check("back to the first", true, false)
	if err := s.Remove(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	check("removed", false, false)
	for _, d := range []*briefing.Document{one, two} {
		if text, err := s.Text(t.Context(), "a", d.Revision); err != nil || text != d.Text {
			t.Errorf("text of revision %s = %q, %v, want %q", d.Revision, text, err, d.Text)
		}
	}
	_, err := s.Text(t.Context(), "b", one.Revision)
	wantNotFound(t, "the text under another article", err)
}

func badDocument(t *testing.T, s Store) {
	good := document("good", "Text.")
	for name, edit := range map[string]func(d *briefing.Document){
		"no id":              func(d *briefing.Document) { d.ID = "" },
		"another's revision": func(d *briefing.Document) { d.Text += "more" },
		"passage past the end": func(d *briefing.Document) {
			d.Passages = []briefing.Passage{{Span: briefing.Span{Start: 3, End: len(d.Text) + 1}}}
		},
		"sentence outside its passage": func(d *briefing.Document) {
			d.Passages = []briefing.Passage{{
				Span:      briefing.Span{Start: 0, End: 2},
				Sentences: []briefing.Sentence{{Span: briefing.Span{Start: 0, End: 4}}},
			}}
		},
		"passage within a character": func(d *briefing.Document) {
			d.Passages = []briefing.Passage{{Span: briefing.Span{Start: 1, End: 4}}}
		},
	} {
		bad := with(document("bad", "Text."), edit)
		if _, err := s.Put(t.Context(), []*briefing.Document{good, bad}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got := read(t, s, 0); len(got) != 0 {
		t.Errorf("%d documents stored, want none", len(got))
	}
}

func endedContext(t *testing.T, s Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, numbered("a", 3)); !errors.Is(err, context.Canceled) {
		t.Errorf("put: error %v, want context.Canceled", err)
	}
	if err := s.Record(ctx, record("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("record: error %v, want context.Canceled", err)
	}
	if got := read(t, s, 0); len(got) != 0 {
		t.Errorf("%d documents stored, want none", len(got))
	}
	_, err := s.Answer(t.Context(), "x")
	wantNotFound(t, "answer", err)
}

func endReading(t *testing.T, s Store) {
	put(t, s, numbered("a", 3)...)
	enough := errors.New("enough")
	calls := 0
	err := s.Documents(t.Context(), 0, func(int64, string, *briefing.Document) error {
		calls++
		return enough
	})
	if err != enough || calls != 1 {
		t.Errorf("error %v after %d calls, want %v after 1", err, calls, enough)
	}
}

func readWhileReading(t *testing.T, s Store) {
	put(t, s, numbered("a", 3)...)
	calls := 0
	err := s.Documents(t.Context(), 0, func(_ int64, id string, d *briefing.Document) error {
		calls++
		text, err := s.Text(t.Context(), id, d.Revision)
		if text != d.Text {
			t.Errorf("text of %s = %q, want %q", id, text, d.Text)
		}
		put(t, s, document(fmt.Sprintf("new-%d", calls), "Put meanwhile."))
		return err
	})
	if err != nil || calls != 3 {
		t.Errorf("%d calls and error %v, want 3 and none", calls, err)
	}
}

// wholeBatches reads on while batches are put: an index that catches up again and again
// gets each document of a batch together with the others, and none twice.
func wholeBatches(t *testing.T, s Store) {
	const batches, size = 20, 7
	var g errgroup.Group
	g.Go(func() error {
		for b := range batches {
			if _, err := s.Put(t.Context(), numbered(fmt.Sprint(b), size)); err != nil {
				return err
			}
		}
		return nil
	})
	var last int64
	for total := 0; total < batches*size; {
		got := read(t, s, last)
		if len(got)%size != 0 {
			t.Errorf("%d documents after %d, want whole batches of %d", len(got), last, size)
			break
		}
		for _, e := range got {
			if e.Seq <= last {
				t.Errorf("sequence number %d after %d", e.Seq, last)
			}
			last = e.Seq
		}
		total += len(got)
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

func writersSideBySide(t *testing.T, s Store) {
	const writers, batches, size = 4, 5, 3
	var g errgroup.Group
	for w := range writers {
		g.Go(func() error {
			for b := range batches {
				if _, err := s.Put(t.Context(), numbered(fmt.Sprintf("%d-%d", w, b), size)); err != nil {
					return err
				}
				id := fmt.Sprintf("%d-%d-0", w, b)
				if err := s.Record(t.Context(), record(id, document(id, fmt.Sprintf("Body 0 of %d-%d.", w, b)))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	got, _ := names(t, s, 0)
	if len(got) != writers*batches*size {
		t.Errorf("%d documents, want %d", len(got), writers*batches*size)
	}
	for w := range writers {
		for b := range batches {
			if _, err := s.Answer(t.Context(), fmt.Sprintf("%d-%d-0", w, b)); err != nil {
				t.Error(err)
			}
		}
	}
}

func hostileNames(t *testing.T, s Store) {
	for _, id := range []string{"'; DROP TABLE articles; --", `"quoted"`, "100%_", "a\nb", "ünïcode/🙂", "a?b#c"} {
		d := document(id, "Text of it.")
		put(t, s, d)
		if text, err := s.Text(t.Context(), id, d.Revision); err != nil || text != d.Text {
			t.Errorf("text of %q = %q, %v", id, text, err)
		}
		if err := s.Remove(t.Context(), id); err != nil {
			t.Error(err)
		}
		want := record(id, d)
		if err := s.Record(t.Context(), want); err != nil {
			t.Error(err)
		}
		got, err := s.Answer(t.Context(), id)
		if err != nil {
			t.Error(err)
		}
		wantDiff(t, "record", want, got)
	}
	if got, _ := names(t, s, 0); len(got) != 6 {
		t.Errorf("%d articles, want 6", len(got))
	}
}
