package retrieve

import (
	"context"
	"strings"
	"sync"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

// Hybrid searches an index by words and by meaning. It implements briefing.Searcher.
type Hybrid struct {
	Index    *Index
	Embedder vectors.Embedder
	Problem  func(error) // told why a question has no vector; nil for nobody

	mu     sync.Mutex
	probes map[string]*vectors.Probe
	rest   time.Time // until then nothing is embedded
}

const (
	// embedTime is how long a question may wait for its vector. Without one it is answered from
	// its words.
	embedTime = 1500 * time.Millisecond
	// restTime is how long no question waits after one has waited in vain: a question of several
	// parts would wait for each.
	restTime = 10 * time.Second
	// maxProbes is how many questions' vectors are remembered: a megabyte.
	maxProbes = 1000
	// maxEmbedRunes is how much of a question is embedded.
	maxEmbedRunes = 1600
)

// Search is Index.Search with the passages that have vectors ordered by meaning, too. The
// confidence comes from words alone.
func (h *Hybrid) Search(ctx context.Context, q briefing.Query, k int) (briefing.Evidence, error) {
	return h.Index.search(ctx, q, k, h.probe(ctx, q.Question))
}

// probe returns the vector of a question, nil when there is none in time or nothing to compare
// it with.
func (h *Hybrid) probe(ctx context.Context, q briefing.Question) *vectors.Probe {
	dimension, filled := h.Index.meant()
	if filled < minMeaning {
		return nil
	}
	runes := []rune(q.Text)
	text := string(runes[:min(len(runes), maxEmbedRunes)])
	p, resting := h.remembered(text)
	if p != nil && p.Dimension == dimension {
		return p
	}
	if resting || strings.TrimSpace(text) == "" {
		return nil
	}
	inTime, cancel := context.WithTimeout(ctx, embedTime)
	defer cancel()
	got, _, err := h.Embedder.Embed(inTime, []string{text})
	if err != nil {
		h.failed(ctx, err)
		return nil
	}
	p, ok := vectors.NewProbe(got[0])
	if !ok {
		return nil
	}
	h.remember(text, p)
	return p
}

// failed lets the next questions go without vectors for a while, unless nobody waited any more.
func (h *Hybrid) failed(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	h.mu.Lock()
	h.rest = time.Now().Add(restTime)
	h.mu.Unlock()
	if h.Problem != nil {
		h.Problem(err)
	}
}

// remembered returns the vector of a text, nil for none, and whether nothing is to be embedded.
func (h *Hybrid) remembered(text string) (p *vectors.Probe, resting bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.probes[text], time.Now().Before(h.rest)
}

// remember keeps the vector of a text. When there are many it forgets the others.
func (h *Hybrid) remember(text string, p *vectors.Probe) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.probes == nil || len(h.probes) >= maxProbes {
		h.probes = map[string]*vectors.Probe{}
	}
	h.probes[text] = p
}

// meant returns the dimension of the index's vectors and how many there are.
func (x *Index) meant() (dimension, filled int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.meaning.dimension, x.meaning.filled
}
