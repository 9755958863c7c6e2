package english

import "strings"

// Spelling folds a name so that its usual transliterations and variants come out the same:
// Sergey and Sergei, Kyiv and Kiev, Odessa and Odesa, Mohammed and Muhammad. It is coarse;
// use it between names only, and only on those of four letters and more.
func Spelling(name string) string {
	w := Lower(name)
	for _, r := range transliterations {
		w = strings.ReplaceAll(w, r.from, r.to)
	}
	for _, e := range slavicEndings {
		if strings.HasSuffix(w, e) && len(w) > len(e)+1 {
			w = w[:len(w)-len(e)] + "v"
			break
		}
	}
	w = strings.TrimRight(squeeze(w), "i")
	return w
}

// transliterations are tried in this order, each on the whole name.
var transliterations = []struct{ from, to string }{
	{"'", ""},
	{"ph", "f"},
	{"kh", "h"},
	{"zh", "z"},
	{"sch", "sh"},
	{"tch", "ch"},
	{"dj", "j"},
	{"ck", "k"},
	{"qu", "k"},
	{"q", "k"},
	{"gh", "g"},
	{"ou", "u"},
	{"oo", "u"},
	{"o", "u"},
	{"w", "v"},
	{"x", "ks"},
	{"y", "i"},
	{"j", "i"},
	{"ie", "i"},
	{"e", "i"},
	{"ff", "v"},
}

var slavicEndings = []string{"iv", "uv"}

// squeeze leaves one of letters that repeat.
func squeeze(w string) string {
	var b strings.Builder
	var last rune
	for _, r := range w {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// Edits returns the number of letters to insert, delete, change or swap with their
// neighbour to turn a into b, or limit+1 when it is more than limit.
func Edits(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return min(last[len(b)], limit+1)
}
