package english

import "testing"

func TestCompatible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"120 people", "120 people", true},
		{"14 people", "15 people", false},
		{"1,200 people", "1,187 people", true},
		{"1,187 people", "1,213 people", false},
		{"more than 100 people", "130 people", true},
		{"more than 100 people", "90 people", false},
		{"up to 40 people", "25 people", true},
		{"about 100 people", "105 people", true},
		{"dozens of people", "45 people", true},
		{"10 to 15 people", "15 to 20 people", true},
		{"90 km", "56 miles", true},
		{"90 km", "70 miles", false},
		{"3 metres", "10 feet", true},
		{"3 metres", "4 metres", false},
		{"215 km/h", "134 mph", true},
		{"50 square km", "5,000 hectares", true},
		{"$7.2 million", "$7 million", true},
		{"$7.2 million", "$9 million", false},
		{"$7 million", "€6.1 million", true}, // of two currencies
		{"three years", "42 months", true},
		{"the third year", "two and a few months, 30 months", true},
		{"three years", "five years", false},
		{"two weeks", "14 days", true},
		{"40 degrees Celsius", "104 degrees Fahrenheit", true},
	} {
		a, b := Quantities(c.a), Quantities(c.b)
		if len(a) == 0 || len(b) == 0 {
			t.Errorf("no quantity in %q or %q", c.a, c.b)
			continue
		}
		x, y := a[0], b[len(b)-1]
		if got, back := x.Compatible(y), y.Compatible(x); got != c.want || back != c.want {
			t.Errorf("%q and %q are compatible: %v, and back %v; want %v", c.a, c.b, got, back, c.want)
		}
	}
}
