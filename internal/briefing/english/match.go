package english

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// matches returns what FindAllStringSubmatchIndex would of an expression that starts with ^
// and is tried wherever start allows it. Trying it at every byte costs many times as much.
func matches(anchored *regexp.Regexp, text string, start func(text string, i int) bool) [][]int {
	var out [][]int
	for i := 0; i < len(text); {
		if !start(text, i) {
			i++
			continue
		}
		m := anchored.FindStringSubmatchIndex(text[i:])
		if m == nil || m[1] == 0 {
			i++
			continue
		}
		for j := range m {
			if m[j] >= 0 {
				m[j] += i
			}
		}
		out = append(out, m)
		i = m[1]
	}
	return out
}

// startsWord reports whether a word of ASCII letters and digits starts at byte i.
func startsWord(text string, i int) bool {
	return isWordByte(text[i]) && (i == 0 || !isWordByte(text[i-1]))
}

// startsQuantity reports whether a word or a sign of currency starts at byte i.
func startsQuantity(text string, i int) bool {
	if startsWord(text, i) {
		return true
	}
	return utf8.RuneStart(text[i]) && strings.ContainsAny(text[i:min(i+utf8.UTFMax, len(text))], "$€£¥₹")
}

func isWordByte(c byte) bool { return isASCIILetter(c) || isDigit(c) || c == '_' }

// group returns what a group of a match is in a text; "" when it is not in the match.
func group(text string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return text[m[2*i]:m[2*i+1]]
}

// atoi returns the number that digits stand for, 0 for what is none.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
