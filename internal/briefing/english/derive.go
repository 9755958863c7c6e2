package english

import "strings"

// families are endings of keys that turn one into another of the same word: failure and fail,
// agreement and agree, diagnosis and diagnose, analysis and analyse, violence and violent,
// inflationary and inflation, ownership and own, marriage and marry, terrorist and terror.
var families = [][2]string{
	{"ur", ""}, {"ement", ""}, {"osi", "os"}, {"ysi", "ys"}, {"ysi", "yz"}, {"ens", "ent"}, {"ionari", ""}, {"ari", ""}, {"ship", ""}, {"iag", "i"}, {"ist", ""},
}

// Derived returns the keys that a key may be derived from, or that may be derived from it:
// marcher and march, driver and drive, failure and fail. Not all of them are words.
func Derived(key string) []string {
	if len(key) <= minBase {
		return nil
	}
	out := doers(key)
	for _, f := range families {
		if base, ok := strings.CutSuffix(key, f[0]); ok && len(base+f[1]) >= minBase {
			out = append(out, base+f[1], stem(base+f[1]+"e"))
		}
		for _, key := range []string{key, strings.TrimSuffix(key, "e")} {
			if base, ok := strings.CutSuffix(key, f[1]); ok {
				out = append(out, base+f[0])
			}
		}
	}
	return out
}

// minBase is the shortest key that others are derived from.
const minBase = 3

// doers returns the verbs of a noun of the doer, or the nouns of a verb.
func doers(key string) []string {
	for _, ending := range []string{"er", "or"} {
		if base, ok := strings.CutSuffix(key, ending); ok && len(base) >= minBase {
			return []string{base, stem(base + "e")}
		}
	}
	base := strings.TrimSuffix(key, "e")
	return []string{base + "er", base + "or"}
}
