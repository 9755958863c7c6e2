package english

import "strings"

// Derived returns the keys of the words that a noun of the doer is made from, and the other
// way round: marcher and march, driver and drive. Not all of them are words.
func Derived(key string) []string {
	const minBase = 3 // letters
	for _, ending := range []string{"er", "or"} {
		if base, ok := strings.CutSuffix(key, ending); ok && len(base) >= minBase {
			return []string{base, stem(base + "e")}
		}
	}
	if len(key) <= minBase {
		return nil
	}
	base := strings.TrimSuffix(key, "e")
	return []string{base + "er", base + "or"}
}
