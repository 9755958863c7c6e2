package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

// Vectors is a store that keeps vectors, too.
type Vectors interface {
	Store
	vectors.Store
}

// RunVectors tests the stores that open makes: each new and empty, and closed by the test's
// cleanup.
func RunVectors(t *testing.T, open func(t *testing.T) Vectors) {
	for name, test := range map[string]func(t *testing.T, s Vectors){
		"vectors come back as they were put":        vectorsComeBack,
		"vectors of a text that is gone are gone":   vectorsGo,
		"spaces are not mixed, old ones are let go": vectorsOfSpaces,
		"many old ones are let go step by step":     manyStaleVectors,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

var space = vectors.Space{Model: "model", Dimension: 3}

func codesOf(id string, x ...float32) vectors.Entry {
	return vectors.Entry{Article: id, Sum: 1<<63 + 7, Codes: []vectors.Code{vectors.Encode(x), {}}}
}

func putVectors(t *testing.T, s Vectors, in vectors.Space, entries ...vectors.Entry) {
	t.Helper()
	if err := s.PutVectors(t.Context(), in, entries); err != nil {
		t.Fatal(err)
	}
}

func wantVectors(t *testing.T, s Vectors, in vectors.Space, want ...vectors.Entry) {
	t.Helper()
	var got []vectors.Entry
	if err := s.Vectors(t.Context(), in, func(e vectors.Entry) error { got = append(got, e); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, func(a, b vectors.Entry) int { return cmp.Compare(a.Article, b.Article) })
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(vectors.Code{})); diff != "" {
		t.Errorf("vectors of %v (-want +got):\n%s", in, diff)
	}
}

func wantDimension(t *testing.T, s Vectors, model string, want int) {
	t.Helper()
	if got, err := s.Dimension(t.Context(), model); err != nil || got != want {
		t.Errorf("Dimension of %s = %d, %v, want %d", model, got, err, want)
	}
}

func vectorsComeBack(t *testing.T, s Vectors) {
	wantDimension(t, s, "model", 0)
	wantVectors(t, s, space)
	put(t, s, document("a", "One."), document("b", "Two."))
	putVectors(t, s, vectors.Space{}) // nothing is known yet
	putVectors(t, s, space, codesOf("a", 1, 2, 3), codesOf("b", 4, 5, 6), codesOf("nowhere", 7, 8, 9))
	wantVectors(t, s, space, codesOf("a", 1, 2, 3), codesOf("b", 4, 5, 6))
	putVectors(t, s, space, codesOf("a", 3, 2, 1))
	wantVectors(t, s, space, codesOf("a", 3, 2, 1), codesOf("b", 4, 5, 6))
	wantDimension(t, s, "model", 3)
	wantDimension(t, s, "another", 0)
	stop := errors.New("stop")
	if err := s.Vectors(t.Context(), space, func(vectors.Entry) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Vectors, ended: %v", err)
	}
}

func vectorsGo(t *testing.T, s Vectors) {
	put(t, s, document("a", "One."), document("b", "Two."), document("c", "Three."))
	putVectors(t, s, space, codesOf("a", 1), codesOf("b", 2), codesOf("c", 3))
	put(t, s, document("a", "One, revised."))
	if err := s.Remove(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	put(t, s, with(document("c", "Three."), func(d *briefing.Document) { d.Source = "Another" })) // the text stays
	wantVectors(t, s, space, codesOf("c", 3))
	putVectors(t, s, space, codesOf("b", 2))
	wantVectors(t, s, space, codesOf("c", 3))
}

func vectorsOfSpaces(t *testing.T, s Vectors) {
	put(t, s, document("a", "One."), document("b", "Two."))
	longer, other := vectors.Space{Model: "model", Dimension: 4}, vectors.Space{Model: "other", Dimension: 3}
	putVectors(t, s, space, codesOf("a", 1), codesOf("b", 2))
	putVectors(t, s, longer, codesOf("a", 3))
	wantVectors(t, s, longer, codesOf("a", 3))
	wantVectors(t, s, space)
	wantDimension(t, s, "model", 4)
	putVectors(t, s, other, codesOf("b", 4))
	wantVectors(t, s, other, codesOf("b", 4))
	wantVectors(t, s, longer)
	wantDimension(t, s, "model", 0)
	wantDimension(t, s, "other", 3)
}

func manyStaleVectors(t *testing.T, s Vectors) {
	const articles, steps = 450, 3
	var docs []*briefing.Document
	var entries []vectors.Entry
	for i := range articles {
		id := fmt.Sprintf("a%03d", i)
		docs, entries = append(docs, document(id, "Text of "+id+".")), append(entries, codesOf(id, 1))
	}
	put(t, s, docs...)
	putVectors(t, s, space, entries...)
	for range steps {
		putVectors(t, s, vectors.Space{Model: "other", Dimension: 3})
	}
	wantVectors(t, s, space)
	wantDimension(t, s, "model", 0)
}
