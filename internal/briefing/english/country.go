package english

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed countries.txt
var countryList string

// countryTable maps the keys of a country's words to the country, named by the key of its
// first name.
type countryTable struct {
	names, people, seats map[string]string // key of a single word -> country
	words                map[string][]Variant
}

// Variant is a key that can stand for another, and how well: 1 is the same thing.
type Variant struct {
	Key   string
	Worth float64
}

const (
	worthAdjective = 0.95 // Russian for Russia
	worthSeat      = 0.6  // Moscow for Russia
)

var countries = sync.OnceValue(func() countryTable {
	t := countryTable{map[string]string{}, map[string]string{}, map[string]string{}, map[string][]Variant{}}
	for line := range lines(countryList) {
		fields := strings.Split(line, "|")
		names, people, seats := singleKeys(fields[0]), singleKeys(fields[1]), singleKeys(fields[2])
		country := Key(strings.TrimSpace(strings.Split(fields[0], ",")[0]))
		enter(t.names, names, country)
		enter(t.people, people, country)
		enter(t.seats, seats, country)
		t.relate(append(names, people...), append(names, people...), worthAdjective)
		t.relate(seats, append(names, people...), worthSeat)
		t.relate(append(names, people...), seats, worthSeat)
	}
	return t
})

func enter(m map[string]string, keys []string, country string) {
	for _, k := range keys {
		m[k] = country
	}
}

func (t countryTable) relate(from, to []string, worth float64) {
	for _, a := range from {
		for _, b := range to {
			if a != b {
				t.words[a] = append(t.words[a], Variant{b, worth})
			}
		}
	}
}

// singleKeys returns the keys of the list's names that are one token.
func singleKeys(list string) []string {
	var keys []string
	for name := range strings.SplitSeq(list, ",") {
		if tokens := Tokens(strings.TrimSpace(name)); len(tokens) == 1 {
			keys = append(keys, tokens[0].Key)
		}
	}
	return keys
}

// Country returns the country that a key names, be it as a name, an adjective, a people or
// a seat of power, as the key of the country's name; "" when it names none.
func Country(key string) string {
	t := countries()
	for _, m := range []map[string]string{t.names, t.people, t.seats} {
		if c, ok := m[key]; ok {
			return c
		}
	}
	return ""
}

// CountryWords returns the other words for the country that a key names.
func CountryWords(key string) []Variant { return countries().words[key] }
