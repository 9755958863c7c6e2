package briefing_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestSpanWithin(t *testing.T) {
	t.Parallel()
	const text = "aé€z" // of 1, 2, 3 and 1 bytes
	for start := -1; start <= len(text)+1; start++ {
		for end := -1; end <= len(text)+1; end++ {
			bound := func(i int) bool { return i == 0 || i == 1 || i == 3 || i == 6 || i == 7 }
			want := bound(start) && bound(end) && start <= end
			if got := (briefing.Span{Start: start, End: end}).Within(text); got != want {
				t.Errorf("[%d, %d) is within %q: %v, want %v", start, end, text, got, want)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	s := briefing.Span{Start: 2, End: 5}
	if got := s.Of("0123456"); got != "234" {
		t.Errorf("got %q", got)
	}
	for _, c := range []struct {
		o               briefing.Span
		contains, empty bool
	}{
		{briefing.Span{Start: 2, End: 5}, true, false},
		{briefing.Span{Start: 3, End: 4}, true, false},
		{briefing.Span{Start: 3, End: 3}, true, true},
		{briefing.Span{Start: 1, End: 4}, false, false},
		{briefing.Span{Start: 4, End: 6}, false, false},
		{briefing.Span{Start: 4, End: 3}, true, true},
	} {
		if s.Contains(c.o) != c.contains || c.o.Empty() != c.empty {
			t.Errorf("%+v contains %+v: %v; it is empty: %v", s, c.o, s.Contains(c.o), c.o.Empty())
		}
	}
}
