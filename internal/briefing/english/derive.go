package english

import "strings"

// Derived returns the keys of the words that a noun of the doer is made from, and the other
// way round: marcher and march, driver and drive. Not all of them are words.
func Derived(key string) []string {
	for _, ending := range []string{"er", "or"} {
		if base, ok := strings.CutSuffix(key, ending); ok && len(base) > 3 {
			return []string{base, stem(base + "e")}
		}
	}
	if len(key) > 3 {
		return []string{key + "er", key + "or"}
	}
	return nil
}
