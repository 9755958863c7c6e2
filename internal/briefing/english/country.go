package english

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed countries.txt
var countryList string

// countryTable holds what the words for countries stand for, by their keys.
type countryTable struct {
	of    map[string]string // the country, as the key of its first name
	words map[string][]Variant
}

var countries = sync.OnceValue(func() countryTable {
	t := countryTable{map[string]string{}, map[string][]Variant{}}
	for line := range lines(countryList) {
		fields := strings.Split(line, "|")
		own, seats := slices.Concat(singleKeys(fields[0]), singleKeys(fields[1])), singleKeys(fields[2])
		name, _, _ := strings.Cut(fields[0], ",")
		for _, key := range slices.Concat(own, seats) {
			t.of[key] = Key(strings.TrimSpace(name))
		}
		t.relate(own, own, worthAdjective)
		t.relate(seats, own, worthSeat)
		t.relate(own, seats, worthSeat)
	}
	return t
})

// relate enters each of the keys to as a variant of each of the keys from.
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
func Country(key string) string { return countries().of[key] }

// CountryWords returns the other words for the country that a key names.
func CountryWords(key string) []Variant { return countries().words[key] }
