package english

import (
	"slices"
	"strings"
	"testing"
)

func TestCountry(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"Russian": "russia", "Kremlin": "russia", "Moscow": "russia", "U.S.": "us", "American": "us", "Danes": "denmark", "table": "", "us": "",
	} {
		if got := Country(Key(word)); got != want {
			t.Errorf("Country(%s) = %q, want %q", word, got, want)
		}
	}
}

// worth returns the highest worth that the variants give a key.
func worth(variants []Variant, key string) float64 {
	best := 0.0
	for _, v := range variants {
		if v.Key == key {
			best = max(best, v.Worth)
		}
	}
	return best
}

func TestCountryWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of, word string
		want     float64
	}{
		{"Russia", "Russian", worthAdjective},
		{"Russian", "Russia", worthAdjective},
		{"Moscow", "Russia", worthSeat},
		{"Russia", "Moscow", worthSeat},
		{"Russia", "Ukraine", 0},
		{"table", "Russia", 0},
	} {
		if got := worth(CountryWords(Key(c.of)), Key(c.word)); got != c.want {
			t.Errorf("%s stands for %s with %g, want %g", c.word, c.of, got, c.want)
		}
	}
}

// Every line of the country table has its three fields, and no word names two countries.
func TestCountryTable(t *testing.T) {
	t.Parallel()
	owner := map[string]string{}
	for line := range lines(countryList) {
		fields := strings.Split(line, "|")
		if len(fields) != 3 {
			t.Errorf("line %q has %d fields", line, len(fields))
			continue
		}
		for _, key := range slices.Concat(singleKeys(fields[0]), singleKeys(fields[1]), singleKeys(fields[2])) {
			if other, taken := owner[key]; taken && other != line {
				t.Errorf("%q names a country in %q and in %q", key, other, line)
			}
			owner[key] = line
		}
	}
}
