package sqlite

import (
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/briefing"
)

// TestPassagesComeBack holds for random passages, also for fields added to them later.
func TestPassagesComeBack(t *testing.T) {
	t.Parallel()
	comeBack := func(want []briefing.Passage) bool {
		got, err := decodePassages(encodePassages(want))
		if err != nil {
			t.Error(err)
			return false
		}
		diff := cmp.Diff(want, got, cmpopts.EquateEmpty())
		if diff != "" {
			t.Errorf("passages (-want +got):\n%s", diff)
		}
		return diff == ""
	}
	if err := quick.Check(comeBack, nil); err != nil {
		t.Error(err)
	}
	same := briefing.Passage{Heading: "Same", Sentences: []briefing.Sentence{{Item: true}, {}}}
	none := briefing.Passage{}
	comeBack([]briefing.Passage{none, same, same, none, same})
}

func TestPassagesTakeFewBytes(t *testing.T) {
	t.Parallel()
	passages := story("a", 100).Passages
	if got := len(encodePassages(passages)) / len(passages); got > 15 {
		t.Errorf("%d bytes a passage of three sentences, want at most 15", got)
	}
}

func TestDecodePassagesRefusesTornOnes(t *testing.T) {
	t.Parallel()
	blob := encodePassages([]briefing.Passage{
		{
			Span: briefing.Span{Start: 3, End: 400}, Heading: "Heading", Lead: briefing.Span{Start: 1, End: 2},
			Sentences: []briefing.Sentence{
				{Span: briefing.Span{Start: 3, End: 200}, Item: true}, {Span: briefing.Span{Start: 201, End: 400}},
			},
		},
	})
	for size := range blob {
		if _, err := decodePassages(blob[:size]); err == nil {
			t.Errorf("the first %d of %d bytes are taken for passages", size, len(blob))
		}
	}
	if _, err := decodePassages(append(blob, 0)); err == nil {
		t.Error("a byte too many: no error")
	}
	blob[0] = 9
	if _, err := decodePassages(blob); err == nil {
		t.Error("an unknown format: no error")
	}
}

func FuzzDecodePassages(f *testing.F) {
	f.Add(encodePassages(story("a", 3).Passages))
	f.Add([]byte{passagesFormat, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, blob []byte) {
		passages, err := decodePassages(blob)
		if err != nil {
			return
		}
		again, err := decodePassages(encodePassages(passages))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(passages, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("passages (-want +got):\n%s", diff)
		}
		_ = checkSpans("some text", passages)
	})
}
