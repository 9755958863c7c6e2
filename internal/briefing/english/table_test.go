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

func TestSynonyms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of, word string
		want     float64
	}{
		{"truce", "ceasefire", worthSame},
		{"ceasefire", "truce", worthSame},
		{"send", "dispatch", worthSynonym},
		{"dispatch", "deploy", worthSibling},
		{"truce", "invoice", 0},
	} {
		if got := worth(Synonyms(Key(c.of)), Key(c.word)); got != c.want {
			t.Errorf("%s stands for %s with %g, want %g", c.word, c.of, got, c.want)
		}
	}
}

// Each group of near synonyms goes both ways, and no word stands for itself.
func TestSynonymsAreMutual(t *testing.T) {
	t.Parallel()
	table := synonyms()
	if len(table) < 100 {
		t.Fatalf("%d words have synonyms; the table is not read", len(table))
	}
	for key, variants := range table {
		for _, v := range variants {
			if v.Key == key {
				t.Errorf("%s stands for itself", key)
			}
			if v.Worth <= 0 || v.Worth > 1 || worth(table[v.Key], key) != worth(variants, v.Key) {
				t.Errorf("%s stands for %s with %g, and back with %g", v.Key, key, worth(variants, v.Key), worth(table[v.Key], key))
			}
		}
	}
}

// Every line of the country table has its three fields, and no word names two countries.
func TestCountryTable(t *testing.T) {
	t.Parallel()
	owner := map[string]string{}
	for line := range lines(countryLines) {
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

func TestDerived(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"marcher", "march"}, {"march", "marcher"}, {"driver", "drive"}, {"investor", "invest"}} {
		if got := Derived(Key(c[0])); !slices.Contains(got, Key(c[1])) {
			t.Errorf("Derived(%s) = %q lacks %s", c[0], got, c[1])
		}
	}
	if got := Derived("war"); got != nil {
		t.Errorf("Derived(war) = %q, want none", got)
	}
}
