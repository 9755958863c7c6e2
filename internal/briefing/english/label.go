package english

import "strings"

// partOfWord reports whether the number at [from, end) belongs to a time, a date or a name:
// 19:30, 9/11, F-16.
func partOfWord(text string, from, end int) bool {
	if end+1 < len(text) && (text[end] == ':' || text[end] == '/') && isDigit(text[end+1]) {
		return true
	}
	if from < 2 {
		return from == 1 && text[0] == ':'
	}
	switch text[from-1] {
	case ':':
		return true
	case '.', '/':
		return isDigit(text[from-2])
	case '-':
		return isWordByte(text[from-2])
	}
	return false
}

// partOfName reports whether a count is rather a part of a date, a name or a ratio: "in 2025
// leaders", "June 12", "Category 4 storm", "one in five people".
func (q Quantity) partOfName(text, number string) bool {
	noun := Tokens(q.Of(text))
	single := !Plural(noun[len(noun)-1])
	if isYear(number) && single {
		return true // "the 2016 deal"
	}
	const near = 24 // bytes
	from := max(0, q.Start-near)
	before := Tokens(text[from:q.Start])
	n := len(before)
	if n == 0 || strings.TrimSpace(text[from+before[n-1].End:q.Start]) != "" {
		return false
	}
	last := before[n-1]
	switch {
	case calendar(last):
		return isDigit(number[0]) && q.High <= 31
	case last.Lower == "in" && n > 1 && (before[n-2].Number() || before[n-2].Lower == "one"):
		return true
	case isYear(number):
		return beforeYear[last.Lower]
	}
	return isDigit(number[0]) && q.Low > 1 && last.Capital() && !Stop(last.Key) && single
}

func isYear(s string) bool { return len(s) == 4 && "1500" <= s && s <= "2099" }

var beforeYear = set("in since by until during before after from between early late mid")
