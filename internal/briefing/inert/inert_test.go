package inert

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "Zażółć gęślą jaźń – 100 €", "Zażółć gęślą jaźń – 100 €"},
		{"white space folds", " a\tb\r\n\n c\u00a0d\u2028e ", "a b c d e"},
		{"CSI", "a\x1b[31mred\x1b[0m", "a[31mred[0m"},
		{"OSC title", "a\x1b]0;pwned\x07b", "a]0;pwnedb"},
		{"C1 CSI", "a\u009b31mb", "a31mb"},
		{"backspace and delete", "safe\b\b\b\b\x7f", "safe"},
		{"bidi override", "exe\u202egpj.\u202c", "exegpj."},
		{"bidi isolates and marks", "\u2066a\u2069\u200f\u061cb", "ab"},
		{"invisible", "a\u200b\ufeff\U000e0041b", "ab"},
		{"joiners stay", "👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"},
		{"not UTF-8", "a\x9b31mb\xff", "a\ufffd31mb\ufffd"},
		{"nothing", "", ""},
	} {
		if diff := cmp.Diff(c.want, Clean(c.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestEscapeJSONSaysTheSame(t *testing.T) {
	t.Parallel()
	const text = "a\x1b[31m\u009b31m\u202e\x7f\U000e0041 “b” \u200d\n"
	line, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	got := EscapeJSON(string(line) + "\n")
	if want := `"a\u001b[31m\u009b31m\u202e\u007f\udb40\udc41 “b” ` + "\u200d" + `\n"` + "\n"; got != want {
		t.Errorf("EscapeJSON = %q, want %q", got, want)
	}
	var back string
	if err := json.Unmarshal([]byte(got), &back); err != nil || back != text {
		t.Errorf("read back %q, %v; want %q", back, err, text)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b[31m\u009b\u202e\x7f\xff")
	f.Add("a \x10\nb")
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, hidden) || strings.ContainsAny(got, "\n\r\t") {
			t.Errorf("Clean(%q) = %q holds what controls a terminal", text, got)
		}
		if again := Clean(got); again != got {
			t.Errorf("Clean(Clean(%q)) = %q, want %q", text, again, got)
		}
	})
}
