package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"briefbot/internal/briefing/sources"
)

// Sources is what a store can do that sources are kept in. See packages sources and sqlite for
// what each method promises.
type Sources interface {
	Store
	sources.Ledger
	sources.Memory
	follows
	Owner(ctx context.Context, article string) (source int64, err error)
	PauseSource(ctx context.Context, id int64, paused bool) error
	RemoveSource(ctx context.Context, id int64) error
	ArticlesOf(ctx context.Context, source int64) ([]string, error)
}

// follows is what a store can do that keeps what is followed.
type follows interface {
	Sources(ctx context.Context) ([]sources.Source, error)
	AddSource(ctx context.Context, b sources.Source) (added sources.Source, fresh bool, err error)
}

// RunSources tests the stores that open makes: each new and empty, and closed by the test's
// cleanup.
func RunSources(t *testing.T, open func(t *testing.T) Sources) {
	for name, test := range map[string]func(t *testing.T, s Sources){
		"a source comes back as it was added":    sourceComesBack,
		"an address is one source":               sourceAgain,
		"a name is one source's":                 sourceNames,
		"sources that are due":                   dueSources,
		"a paused source is not due":             pausedSource,
		"a removed source leaves its articles":   removedSource,
		"entries come back as they were saved":   entriesComeBack,
		"entries that are due":                   dueEntries,
		"what came of a source is counted":       tally,
		"an article is of one source":            owned,
		"what is saved of a removed source goes": savedTooLate,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func source(name string) sources.Source {
	return sources.Source{
		Name: name, Address: "https://example.org/" + name, Tags: []string{"europe", "trade"},
		Every: 15 * time.Minute, Quota: 1 << 30, By: "slack:U1", Added: seen,
	}
}

func addSource(t *testing.T, s follows, b sources.Source) sources.Source {
	t.Helper()
	added, fresh, err := s.AddSource(t.Context(), b)
	must(t, err)
	if !fresh {
		t.Errorf("source %s was there before", b.Name)
	}
	return added
}

func wantSources(t *testing.T, s follows, what string, want ...sources.Source) {
	t.Helper()
	got, err := s.Sources(t.Context())
	must(t, err)
	wantDiff(t, what, want, got)
}

func state() sources.State {
	return sources.State{
		Feed: "https://example.org/feed", ETag: `W/"1"`, LastModified: "Sun, 01 Mar 2026 12:00:00 GMT",
		Due: seen.Add(time.Hour), Interval: time.Hour, Visited: seen, Fetched: seen.Add(-time.Hour), News: seen.Add(-2 * time.Hour),
		Failures: 2, Fault: "no answer", FaultSince: seen.Add(-time.Minute),
	}
}

func sourceComesBack(t *testing.T, s Sources) {
	wantSources(t, s, "none")
	b, a := source("b"), source("a")
	a.Tags, a.By = nil, ""
	b, a = addSource(t, s, b), addSource(t, s, a)
	wantSources(t, s, "by name", a, b)
	b.State = state()
	must(t, s.SaveState(t.Context(), b.ID, b.State))
	wantSources(t, s, "with a state", a, b)
}

func sourceAgain(t *testing.T, s Sources) {
	a := addSource(t, s, source("a"))
	a.State = state()
	a.Ended = true
	must(t, s.SaveState(t.Context(), a.ID, a.State))
	must(t, s.PauseSource(t.Context(), a.ID, true))
	again := source("a")
	again.Name, again.Every, again.Quota, again.Tags, again.By = "A", time.Hour, 1, []string{"sport"}, "slack:U2"
	added, fresh, err := s.AddSource(t.Context(), again)
	must(t, err)
	if fresh || added.ID != a.ID {
		t.Errorf("added again: id %d, fresh %v; want %d, not fresh", added.ID, fresh, a.ID)
	}
	a.Name, a.Every, a.Quota, a.Tags, a.Ended, a.Due = "A", time.Hour, 1, again.Tags, false, time.Time{}
	wantSources(t, s, "added again", a)
}

func sourceNames(t *testing.T, s Sources) {
	one, two := source("a"), source("b")
	two.Name = "a"
	addSource(t, s, one)
	if got := addSource(t, s, two).Name; got != "a (2)" {
		t.Errorf("the second is named %q", got)
	}
	two.Address = "https://example.org/c"
	if got := addSource(t, s, two).Name; got != "a (3)" {
		t.Errorf("the third is named %q", got)
	}
}

func wantDue(t *testing.T, s Sources, what string, now time.Time, want ...string) {
	t.Helper()
	due, err := s.DueSources(t.Context(), now)
	must(t, err)
	var got []string
	for _, d := range due {
		got = append(got, d.Name)
	}
	wantDiff(t, what, want, got)
}

func dueSources(t *testing.T, s Sources) {
	a, b, c := addSource(t, s, source("a")), addSource(t, s, source("b")), addSource(t, s, source("c"))
	wantDue(t, s, "new ones", seen, "a", "b", "c")
	for b, due := range map[*sources.Source]time.Duration{&a: 2 * time.Hour, &b: time.Hour, &c: 0} {
		must(t, s.SaveState(t.Context(), b.ID, sources.State{Due: seen.Add(due)}))
	}
	wantDue(t, s, "the first", seen, "c")
	wantDue(t, s, "just before", seen.Add(time.Hour-time.Microsecond), "c")
	wantDue(t, s, "longest due first", seen.Add(2*time.Hour), "c", "b", "a")
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{{Key: "k", Due: seen.Add(time.Minute)}, {Key: "l"}}))
	wantDue(t, s, "with a page that is not due", seen, "c")
	wantDue(t, s, "with a page that is due", seen.Add(time.Minute), "c", "a")
	must(t, s.SaveState(t.Context(), c.ID, sources.State{Due: seen, Ended: true}))
	wantDue(t, s, "one that has ended", seen)
}

func pausedSource(t *testing.T, s Sources) {
	a := addSource(t, s, source("a"))
	must(t, s.SaveState(t.Context(), a.ID, sources.State{Due: seen.Add(time.Hour)}))
	must(t, s.PauseSource(t.Context(), a.ID, true))
	wantDue(t, s, "paused", seen.Add(2*time.Hour))
	must(t, s.PauseSource(t.Context(), a.ID, false))
	wantDue(t, s, "resumed", seen, "a")
	wantNotFound(t, "pause", s.PauseSource(t.Context(), a.ID+1, true))
}

func removedSource(t *testing.T, s Sources) {
	a := addSource(t, s, source("a"))
	put(t, s, document("x", "Text."))
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{{Key: "k", Article: "x"}}))
	must(t, s.RemoveSource(t.Context(), a.ID))
	wantSources(t, s, "after the removal")
	wantNotFound(t, "remove again", s.RemoveSource(t.Context(), a.ID))
	if got, _ := names(t, s, 0); len(got) != 1 {
		t.Errorf("articles %v, want the one of the source", got)
	}
	if again := addSource(t, s, source("a")); again.ID == a.ID {
		t.Error("an id was given twice")
	} else if known, err := s.Entries(t.Context(), again.ID, []string{"k"}); err != nil || len(known) != 0 {
		t.Errorf("entries of a new source: %v, %v", known, err)
	}
}

func entryOf(key string) sources.Entry {
	return sources.Entry{
		Key: key, Mark: "m", Article: "example.org/" + key, Page: "https://example.org/" + key, ETag: `"2"`, LastModified: "Sun",
		Due: seen.Add(time.Minute), Tries: 1, Fault: "no text", Changed: seen.Add(-time.Hour), Seen: seen, Bytes: 12,
		Said: sources.Said{Title: "Überschrift", Author: "A. Writer", Publisher: "Demo Wire", Language: "de", Published: seen, Modified: seen, Text: "Text."},
	}
}

func entriesComeBack(t *testing.T, s Sources) {
	a, b := addSource(t, s, source("a")), addSource(t, s, source("b"))
	full, bare := entryOf("full'\x00;--"), sources.Entry{Key: "bare"}
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{full, bare}))
	must(t, s.SaveEntries(t.Context(), b.ID, []sources.Entry{{Key: "bare", Mark: "other"}}))
	got, err := s.Entries(t.Context(), a.ID, []string{full.Key, "bare", "unknown"})
	must(t, err)
	wantDiff(t, "entries", map[string]sources.Entry{full.Key: full, "bare": bare}, got)
	full.Mark, full.Tries = "n", 0
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{full}))
	got, err = s.Entries(t.Context(), a.ID, []string{full.Key})
	must(t, err)
	wantDiff(t, "saved again", map[string]sources.Entry{full.Key: full}, got)
}

func dueEntries(t *testing.T, s Sources) {
	a, b := addSource(t, s, source("a")), addSource(t, s, source("b"))
	var all []sources.Entry
	for i, due := range []time.Duration{3, 1, 2, 0} {
		e := sources.Entry{Key: fmt.Sprint(int(due))}
		if i < 3 {
			e.Due = seen.Add(due * time.Minute)
		}
		all = append(all, e)
	}
	must(t, s.SaveEntries(t.Context(), a.ID, all))
	must(t, s.SaveEntries(t.Context(), b.ID, []sources.Entry{entryOf("of another")}))
	for n, want := range [][]string{{}, {"1"}, {"1", "2"}, {"1", "2"}} {
		got, err := s.DueEntries(t.Context(), a.ID, seen.Add(2*time.Minute), n)
		must(t, err)
		keys := []string{}
		for _, e := range got {
			keys = append(keys, e.Key)
		}
		wantDiff(t, fmt.Sprint(n, " at most"), want, keys)
	}
}

func tally(t *testing.T, s Sources) {
	a := addSource(t, s, source("a"))
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{
		{Key: "1", Article: "x", Bytes: 10, Due: seen},
		{Key: "2", Article: "x", Bytes: 5},
		{Key: "3", Article: "y", Bytes: 1, Fault: "not read again"},
		{Key: "4", Due: seen},
		{Key: "5", Fault: "no text"},
	}))
	a.Tally = sources.Tally{Articles: 2, Bytes: 16, Waiting: 1, Failed: 1, Why: "no text"}
	wantSources(t, s, "counted", a)
	got, err := s.ArticlesOf(t.Context(), a.ID)
	must(t, err)
	wantDiff(t, "articles", []string{"x", "y"}, got)
}

func owned(t *testing.T, s Sources) {
	put(t, s, document("x", "Text."))
	want := func(what string, owner int64) {
		t.Helper()
		if got, err := s.Owner(t.Context(), "x"); err != nil || got != owner {
			t.Errorf("%s: of source %d, %v; want %d", what, got, err, owner)
		}
	}
	want("of none", 0)
	a, b := addSource(t, s, source("a")), addSource(t, s, source("b"))
	must(t, s.SaveEntries(t.Context(), b.ID, []sources.Entry{{Key: "k", Article: "x"}, {Key: "l"}}))
	want("of one", b.ID)
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{{Key: "k", Article: "x"}}))
	want("of two", a.ID)
	must(t, s.PauseSource(t.Context(), a.ID, true))
	want("of a paused one and another", b.ID)
	must(t, s.RemoveSource(t.Context(), b.ID))
	want("of a paused one", 0)
	if got, err := s.Owner(t.Context(), ""); err != nil || got != 0 {
		t.Errorf("entries without an article have owner %d, %v", got, err)
	}
}

func savedTooLate(t *testing.T, s Sources) {
	a := addSource(t, s, source("a"))
	must(t, s.RemoveSource(t.Context(), a.ID))
	must(t, s.SaveState(t.Context(), a.ID, state()))
	must(t, s.SaveEntries(t.Context(), a.ID, []sources.Entry{entryOf("k")}))
	known, err := s.Entries(t.Context(), a.ID, []string{"k"})
	must(t, err)
	wantDiff(t, "entries", map[string]sources.Entry{}, known)
}
