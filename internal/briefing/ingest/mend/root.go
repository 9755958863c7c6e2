package mend

import (
	"strings"

	tokens "golang.org/x/net/html"
)

// maxLeadBytes is how far the first element of a feed may be from the start: behind
// comments, style sheets and what a broken server printed before.
const maxLeadBytes = 64 << 10

// Root returns the outermost element of a feed in the form that Mend gives it, rss or
// feed, "html" when it is a web page, or "".
func Root(text string) string {
	z := tokenizer(text[:min(len(text), maxLeadBytes)])
	for {
		switch z.Next() {
		case tokens.ErrorToken:
			return ""
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			name, _ := z.TagName()
			z.NextIsNotRawText()
			_, local := cutName(string(name))
			switch {
			case roots[local] != "":
				return roots[local]
			case local == "html" || local == "head" || local == "body":
				return "html"
			}
		}
	}
}

// cutName splits the name of an element into prefix and local name.
func cutName(name string) (prefix, local string) {
	if prefix, local, ok := strings.Cut(name, ":"); ok {
		return prefix, local
	}
	return "", name
}
