package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func TestPrices(t *testing.T) {
	t.Parallel()
	got, err := parsePrices("gpt-4o-mini=0.15/0.60, meta/llama-3:8b = 0 / 0,odd=name=1e1, text-embedding-3-small=0.02")
	want := map[string]price{"gpt-4o-mini": {0.15, 0.60}, "meta/llama-3:8b": {}, "odd=name": {10, 0}, "text-embedding-3-small": {0.02, 0}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(price{})); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, text := range []string{"a", "=1", "a=", "a=x", "a=1/", "a=1/x", "a=-1/1", "a=1/Inf", "a=NaN/1", "a=1/2/3", "a=1,", "a=1,,b=2"} {
		if got, err := parsePrices(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got := (price{2, 10}).of(briefing.Tokens{Prompt: 500_000, Output: 10_000}); got != 1.1 {
		t.Errorf("cost %v, want 1.1", got)
	}
}
