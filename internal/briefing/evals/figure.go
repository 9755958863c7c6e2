package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Figure is one measure over a set: a mean, mostly of hits (1) and misses (0).
type Figure struct {
	Name string
	Sum  float64
	Of   int // how many were measured; 0 when the set has none of the kind
}

// Value is the mean, and whether there is one.
func (f Figure) Value() (float64, bool) {
	if f.Of == 0 {
		return 0, false
	}
	return f.Sum / float64(f.Of), true
}

// Count is the figure as hits of all: "31/34", or "-" where nothing was measured.
func (f Figure) Count() string {
	if f.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f/%d", f.Sum, f.Of)
}

// belowAll is the highest rate that is shown of what is not quite all: 1.000 means that
// nothing was missed.
const belowAll = .999

// Rate is the figure with three decimals, or "-" where nothing was measured.
func (f Figure) Rate() string {
	v, ok := f.Value()
	if !ok {
		return "-"
	}
	if v < 1 {
		v = min(v, belowAll)
	}
	return strconv.FormatFloat(v, 'f', 3, 64)
}

// Figures are the measures of a set in their order.
type Figures []Figure

// newFigures returns empty figures of the given names.
func newFigures(names ...string) Figures {
	out := make(Figures, len(names))
	for i, name := range names {
		out[i].Name = name
	}
	return out
}

// Get returns the figure of a name; one that is not there has measured nothing.
func (fs Figures) Get(name string) Figure {
	if i := fs.index(name); i >= 0 {
		return fs[i]
	}
	return Figure{Name: name}
}

func (fs Figures) index(name string) int {
	return slices.IndexFunc(fs, func(f Figure) bool { return f.Name == name })
}

// counts returns each figure as hits of all, by name, where something was measured.
func (fs Figures) counts() map[string]string {
	counts := map[string]string{}
	for _, f := range fs {
		if f.Of > 0 {
			counts[f.Name] = f.Count()
		}
	}
	return counts
}

// add counts one measurement under a name that newFigures was given.
func (fs Figures) add(name string, value float64) {
	f := &fs[fs.index(name)]
	f.Sum += value
	f.Of++
}

// count counts a hit or a miss.
func (fs Figures) count(name string, hit bool) {
	if hit {
		fs.add(name, 1)
	} else {
		fs.add(name, 0)
	}
}

// plus returns the figures over both sets.
func (fs Figures) plus(more Figures) Figures {
	out := slices.Clone(fs)
	for _, f := range more {
		if i := out.index(f.Name); i >= 0 {
			out[i].Sum += f.Sum
			out[i].Of += f.Of
		} else {
			out = append(out, f)
		}
	}
	return out
}

// MarshalJSON writes an object of name to value, rounded to four decimals, null where
// nothing was measured.
func (fs Figures) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range fs {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.Name)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		if v, ok := f.Value(); ok {
			b.WriteString(strconv.FormatFloat(math.Round(v*1e4)/1e4, 'g', -1, 64))
		} else {
			b.WriteString("null")
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads what MarshalJSON writes, in the order of the names. The figures have
// their values, as if measured once.
func (fs *Figures) UnmarshalJSON(data []byte) error {
	var values map[string]*float64
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f := Figure{Name: name}
		if v := values[name]; v != nil {
			f.Sum, f.Of = *v, 1
		}
		*fs = append(*fs, f)
	}
	return nil
}
