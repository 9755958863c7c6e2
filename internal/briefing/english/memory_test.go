package english

import (
	"strings"
	"sync"
	"testing"
)

// The memory of stems gives what stemming does, for long words and from several goroutines
// that push each other's words out.
func TestStemMemory(t *testing.T) {
	t.Parallel()
	words := strings.Fields(strings.ToLower(verbList + synonymList + stopList + irregularList))
	for _, w := range words[:100] {
		words = append(words, strings.Repeat(w, 20))
	}
	m := &stemMemory{seed: stems.seed}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 2 {
				for _, w := range words {
					if got, want := m.stem(w), cutStem(w); got != want {
						t.Errorf("the stem of %q is remembered as %q, want %q", w, got, want)
					}
				}
			}
		})
	}
	wg.Wait()
}
