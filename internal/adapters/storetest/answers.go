package storetest

import (
	"testing"

	"briefbot/internal/briefing"
)

func answers(t *testing.T, s Store) {
	a, b := document("a", "Text of a."), document("b", "Text of b.")
	put(t, s, a, b)
	want := record("answer1", a, b)
	want.Evidence.Parts = []briefing.Evidence{record("", b).Evidence, record("").Evidence, record("", b, a).Evidence}
	refusal := record("answer2")
	for _, r := range []briefing.Record{want, refusal} {
		if err := s.Record(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if want.Evidence.Hits[0].Doc != a || want.Evidence.Parts[0].Hits[0].Doc != b {
		t.Error("recording changed the record")
	}
	got, err := s.Answer(t.Context(), "answer1")
	if err != nil {
		t.Fatal(err)
	}
	wantDiff(t, "record", want, got)
	if hits := got.Evidence.Hits; len(hits) == 4 && (hits[0].Doc != hits[2].Doc || hits[1].Doc != got.Evidence.Parts[0].Hits[0].Doc) {
		t.Error("hits of one document have two")
	}
	got, err = s.Answer(t.Context(), "answer2")
	if err != nil {
		t.Fatal(err)
	}
	wantDiff(t, "record without hits", refusal, got)
}

// answerOutlives: an article revised, given another title, cut otherwise and removed is in
// the record as it was.
func answerOutlives(t *testing.T, s Store) {
	d := document("a", "Text of a.")
	put(t, s, d)
	want := record("answer1", d)
	if err := s.Record(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	check := func(what string) {
		t.Helper()
		got, err := s.Answer(t.Context(), "answer1")
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		wantDiff(t, what, want, got)
	}
	put(t, s, with(d, func(d *briefing.Document) { d.Title, d.Passages = "New", d.Passages[:1] }))
	check("updated")
	put(t, s, document("a", "Another text."))
	check("revised")
	if err := s.Remove(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	check("removed")
}

func answerWithoutText(t *testing.T, s Store) {
	d := document("a", "Text of a.")
	put(t, s, d)
	err := s.Record(t.Context(), record("answer1", d, document("a", "A text never put.")))
	wantNotFound(t, "record", err)
	_, err = s.Answer(t.Context(), "answer1")
	wantNotFound(t, "answer", err)
}

func answerTwice(t *testing.T, s Store) {
	first := record("answer1")
	if err := s.Record(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	second := record("answer1")
	second.Answer.Text = "Another."
	if err := s.Record(t.Context(), second); err == nil {
		t.Error("a second answer under the same id: no error")
	}
	if err := s.Record(t.Context(), record("")); err == nil {
		t.Error("an answer without an id: no error")
	}
	got, err := s.Answer(t.Context(), "answer1")
	if err != nil {
		t.Fatal(err)
	}
	wantDiff(t, "record", first, got)
}
