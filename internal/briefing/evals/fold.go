package evals

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	markerRE  = regexp.MustCompile(`\[(\d+)\]`)
	markersRE = regexp.MustCompile(`[\s\v\x{85}\p{Z}]*(?:\[\d+\])+`)
	wordRE    = regexp.MustCompile(`[\p{L}\p{N}_]+`)

	typography = strings.NewReplacer(
		"’", "'", "‘", "'", "“", `"`, "”", `"`,
		"–", "-", "—", "-", "\u2011", "-", "\u00a0", " ",
	)
)

// fold makes texts comparable: lower case, plain quotes and dashes, single spaces.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(typography.Replace(s)), " "))
}

// withoutMarkers removes citation markers such as [1][2] and the space before them.
func withoutMarkers(s string) string { return markersRE.ReplaceAllString(s, "") }

// squeeze removes all white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// firstRunes returns at most the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
