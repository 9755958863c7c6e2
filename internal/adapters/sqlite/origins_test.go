package sqlite

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// TestCopiesFromBefore: articles that were stored without sketches get theirs when they are put
// the next time, and an index learns of it.
func TestCopiesFromBefore(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	old := firstVersion(t, path)
	a, b := report("a", rand.New(rand.NewPCG(1, 1))), report("b", rand.New(rand.NewPCG(1, 1)))
	putFirst(t, old, a, b)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, path)
	a.Source, b.Source = "", "" // as putFirst stored them
	changes, err := s.Put(t.Context(), []*briefing.Document{b, a})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]briefing.Change{briefing.Unchanged, briefing.Unchanged}, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	got := map[string]string{}
	err = s.Documents(t.Context(), 2, func(_ int64, id string, d *briefing.Document) error {
		got[id] = d.Origin
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"b": "a"}, got); diff != "" {
		t.Errorf("changed origins (-want +got):\n%s", diff)
	}
}
