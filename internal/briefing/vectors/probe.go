package vectors

import (
	"math"
	mathbits "math/bits"
)

// Probe is the vector of a question, made to be compared with many Codes.
type Probe struct {
	Dimension int // of the vector

	planes [planes][codeWords]uint64 // the bits of its components' levels
	total  int                       // sum of the levels
	step   float32                   // half of what lies between two levels, so that the levels' cosine with the vector is right
}

const (
	// A component of a Probe is one of 8 levels. The step is the best for components that are
	// normally distributed (Max, Quantizing for Minimum Distortion, 1960).
	planes   = 3
	levels   = 1 << planes
	bestStep = 0.293 // times the standard deviation
)

// NewProbe returns the Probe of a vector; false when that has no direction.
func NewProbe(vector []float32) (*Probe, bool) {
	v := rotate(vector)
	if v == nil {
		return nil, false
	}
	p := &Probe{Dimension: len(vector)}
	step, dot := bestStep/math.Sqrt(codeBits), 0.0
	for i, x := range v {
		level := int(math.Round((float64(x)/step + levels - 1) / 2))
		level = min(max(level, 0), levels-1)
		p.total += level
		dot += float64(x) * float64(2*level-levels+1)
		for b := range planes {
			p.planes[b][i/64] |= uint64(level>>b&1) << (i % 64)
		}
	}
	p.step = float32(1 / dot)
	return p, true
}

// Cosine estimates the cosine of the Probe's vector and the Code's: 0 for an empty Code.
func (p *Probe) Cosine(c *Code) float32 {
	var low, middle, high int // not added up at once: the additions need not wait for each other
	for i := range &c.signs {
		s := c.signs[i]
		low += mathbits.OnesCount64(s & p.planes[0][i])
		middle += mathbits.OnesCount64(s & p.planes[1][i])
		high += mathbits.OnesCount64(s & p.planes[2][i])
	}
	sum := low + 2*middle + 4*high
	// The sum of (2 × level - 7) × (2 × bit - 1).
	dot := 4*sum - 2*p.total - (levels-1)*(2*int(c.ones)-codeBits)
	return p.step * float32(dot) * c.scale
}
