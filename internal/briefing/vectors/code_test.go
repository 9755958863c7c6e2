package vectors

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gaussian(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// at returns a vector whose cosine with v is near c.
func at(r *rand.Rand, v []float32, c float64) []float32 {
	noise := gaussian(r, len(v))
	normalise(noise)
	w := append([]float32(nil), v...)
	normalise(w)
	for i := range w {
		w[i] = float32(c)*w[i] + float32(math.Sqrt(1-c*c))*noise[i]
	}
	return w
}

func cosine(a, b []float32) float64 {
	dot, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		dot, aa, bb = dot+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
	}
	return dot / math.Sqrt(aa*bb)
}

// TestCosine holds estimates to their error. Beyond codeBits dimensions it grows: a part of the
// vector is left out.
func TestCosine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dim  int
		most float64
	}{{1, 0.05}, {2, 0.03}, {100, 0.02}, {384, 0.02}, {1536, 0.02}, {2048, 0.02}, {3072, 0.03}, {8192, 0.035}} {
		r := rand.New(rand.NewPCG(uint64(c.dim), 1))
		sum, n := 0.0, 400
		for i := range n {
			v := gaussian(r, c.dim)
			w := at(r, v, float64(i)/float64(n))
			p, ok := NewProbe(v)
			code := Encode(w)
			if !ok || code.Empty() {
				t.Fatalf("%d dimensions: no code", c.dim)
			}
			off := float64(p.Cosine(&code)) - cosine(v, w)
			sum += off * off
		}
		rms := math.Sqrt(sum / float64(n))
		t.Logf("%d dimensions: off by %.4f", c.dim, rms)
		if rms > c.most {
			t.Errorf("%d dimensions: off by %.4f, want at most %.4f", c.dim, rms, c.most)
		}
	}
}

func TestNoDirection(t *testing.T) {
	t.Parallel()
	for name, v := range map[string][]float32{
		"none": nil, "zero": make([]float32, 8), "NaN": {1, float32(math.NaN())}, "infinite": {1, float32(math.Inf(1))},
		"too long": make([]float32, MaxDimension+1),
	} {
		if name == "too long" {
			v[0] = 1
		}
		if c := Encode(v); !c.Empty() {
			t.Errorf("%s: it has a code", name)
		}
		if _, ok := NewProbe(v); ok {
			t.Errorf("%s: it has a probe", name)
		}
	}
}

// TestCodesStay holds codes to what they were when stores were filled with them.
func TestCodesStay(t *testing.T) {
	t.Parallel()
	c := Encode([]float32{3, 1, 4, 1, 5, 9, 2, 6})
	if got, want := c.signs[0], uint64(0x5aa5faba5aeff7fa); got != want {
		t.Errorf("the first signs are %#x, want %#x", got, want)
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	want := []Code{Encode(gaussian(r, 100)), {}, Encode(gaussian(r, 1536))}
	blob := Marshal(want)
	got, err := Unmarshal(blob)
	if err != nil || !cmp.Equal(want, got, cmp.AllowUnexported(Code{})) {
		t.Errorf("Unmarshal: %v, or other codes", err)
	}
	if _, err := Unmarshal(blob[1:]); err == nil {
		t.Error("torn codes are read")
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(Marshal([]Code{{}, Encode([]float32{1, 2})}))
	f.Fuzz(func(t *testing.T, blob []byte) {
		codes, err := Unmarshal(blob)
		if err != nil {
			return
		}
		again, err := Unmarshal(Marshal(codes))
		if err != nil || !cmp.Equal(codes, again, cmp.AllowUnexported(Code{})) {
			t.Errorf("codes read again differ: %v", err)
		}
		p, _ := NewProbe([]float32{1, 0, 2})
		for i := range codes {
			if c := p.Cosine(&codes[i]); c != c {
				t.Error("a cosine is no number")
			}
		}
	})
}

func BenchmarkCosine(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	codes := make([]Code, 100_000)
	for i := range codes {
		for w := range codes[i].signs {
			codes[i].signs[w] = r.Uint64()
		}
		codes[i].scale = 0.02
		codes[i].count()
	}
	p, _ := NewProbe(gaussian(r, 1536))
	for b.Loop() {
		for i := range codes {
			_ = p.Cosine(&codes[i])
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	v := gaussian(rand.New(rand.NewPCG(1, 1)), 1536)
	for b.Loop() {
		Encode(v)
	}
}
