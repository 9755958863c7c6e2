package storetest

import (
	"testing"

	"briefbot/internal/briefing"
)

func lookup(t *testing.T, s Store) {
	d := document("a", "Text.")
	put(t, s, d, document("b", "Another."))
	got, err := s.Document(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	wantDiff(t, "the document", d, got)
	revised := document("a", "Revised.")
	put(t, s, revised)
	if got, err = s.Document(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	wantDiff(t, "the revised document", revised, got)
	_, err = s.Document(t.Context(), "A")
	wantNotFound(t, "another id", err)
	if err := s.Remove(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Document(t.Context(), "a")
	wantNotFound(t, "a removed article", err)
}

func listed(t *testing.T, s Store) {
	check := func(what string, wantIDs, wantAddresses []string) {
		t.Helper()
		ids, addresses, err := s.Articles(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		wantDiff(t, what+": ids", wantIDs, ids)
		wantDiff(t, what+": addresses", wantAddresses, addresses)
	}
	check("none", nil, nil)
	put(t, s, document("b", "Text."), with(document("a", "Text."), func(d *briefing.Document) { d.URL = "" }), document("c", "Text."))
	check("three", []string{"a", "b", "c"}, []string{"", "https://example.org/b", "https://example.org/c"})
	if err := s.Remove(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	check("one removed", []string{"a", "c"}, []string{"", "https://example.org/c"})
}

// quoted records answers with a document among their hits that they quote, or do not.
func quoted(t *testing.T, s Store) {
	one, two, other := document("a", "One."), document("a", "Two."), document("b", "One.")
	put(t, s, one)
	put(t, s, two, other)
	for id, from := range map[string][]*briefing.Document{"1": {one}, "2": {one, other}, "3": {two}, "4": nil, "5": {other}} {
		r := record(id, one, two, other)
		r.Answer.Citations = nil
		for n, d := range from {
			for range 2 {
				r.Answer.Citations = append(r.Answer.Citations, briefing.Citation{N: n + 1, Article: d.ID, Revision: d.Revision})
			}
		}
		if err := s.Record(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	for article, want := range map[string]map[string]int{
		"a": {one.Revision: 2, two.Revision: 1}, "b": {other.Revision: 2}, "nothing": {},
	} {
		got, err := s.Quoted(t.Context(), article)
		if err != nil {
			t.Fatal(err)
		}
		wantDiff(t, "answers that quote "+article, want, got)
	}
}
