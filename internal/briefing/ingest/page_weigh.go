package ingest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scales say where the prose of a page is, in bytes.
type scales struct {
	mass  map[*html.Node]int  // below a node
	named map[string]int      // below elements with a word that names what is beside an article
	story map[*html.Node]bool // whether a node holds an <h1>
	total int
}

// minProseBytes is the length from which on a text outside links counts as prose.
const minProseBytes = 60

func weigh(doc *html.Node) scales {
	s := scales{mass: map[*html.Node]int{}, named: map[string]int{}, story: map[*html.Node]bool{}}
	s.weigh(doc, nil, false)
	s.total = s.mass[doc]
	return s
}

// weigh weighs a node below elements that are named so, in a link or not.
func (s *scales) weigh(n *html.Node, names []string, link bool) {
	if n.Type == html.TextNode {
		if size := len(n.Data); size >= minProseBytes && !link {
			s.mass[n] = size
			for _, name := range names {
				s.named[name] += size
			}
		}
		return
	}
	for _, name := range namesOf(n) {
		if alienWords[name] && !slices.Contains(names, name) {
			names = append(names[:len(names):len(names)], name)
		}
	}
	mass, story := 0, n.DataAtom == atom.H1
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.weigh(c, names, link || n.DataAtom == atom.A)
		mass += s.mass[c]
		story = story || s.story[c]
	}
	if mass > 0 {
		s.mass[n] = mass
	}
	if story {
		s.story[n] = true
	}
}

// namesOf returns the words, and pairs of words, in the classes and ids of an element:
// "author", "bio" and "author bio" for "c-authorBio".
func namesOf(n *html.Node) []string {
	var names []string
	for _, a := range n.Attr {
		if !namingAttrs[a.Key] {
			continue
		}
		for class := range strings.FieldsSeq(a.Val) {
			last := ""
			for _, w := range classWords(class) {
				names = append(names, w)
				if last != "" {
					names = append(names, last+" "+w)
				}
				last = w
			}
		}
	}
	return names
}

var namingAttrs = set(`class id itemprop data-component data-testid`)

// classWords cuts a class into its words: at marks and before capitals.
func classWords(class string) []string {
	var words []string
	start := -1
	var last rune
	for i, r := range class {
		letter := unicode.IsLetter(r)
		if start >= 0 && (!letter || unicode.IsUpper(r) && unicode.IsLower(last)) {
			words = append(words, strings.ToLower(class[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		last = r
	}
	if start >= 0 {
		words = append(words, strings.ToLower(class[start:]))
	}
	return words
}
