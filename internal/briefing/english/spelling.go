package english

import "strings"

// Spelling folds a name so that its usual transliterations and variants come out the same:
// Sergey and Sergei, Kyiv and Kiev, Odessa and Odesa, Mohammed and Mohamed. It is coarse;
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
