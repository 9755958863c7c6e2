package retrieve

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// addAliases adds to the terms of a query what the corpus, by its own sentences, writes for
// several of them together: the name of who holds an office, and the acronym of a body. An
// acronym in the query gives way to the words that it stands for.
func (x *Index) addAliases(q *briefing.Query) {
	x.spellOut(q)
	x.addAcronyms(q)
	x.addHolders(q)
}

const (
	minAcronym, maxAcronym = 3, 6
	maxDefining            = 1000 // passages with an acronym that are looked at for its meaning
)

// spellOut puts the words that an acronym stands for in its place. The acronym stands for each
// of them, and they count together what it did.
func (x *Index) spellOut(q *briefing.Query) {
	for i := 0; i < len(q.Terms); i++ {
		t := q.Terms[i]
		words := x.longForm(t.Text, q.Question)
		asked := func(w english.Token) bool {
			return slices.ContainsFunc(q.Terms, func(o briefing.Term) bool { return o.Key == w.Key })
		}
		if len(words) == 0 || len(q.Terms)+len(words) > maxTerms || slices.ContainsFunc(words, asked) {
			continue
		}
		out := make([]briefing.Term, len(words))
		for j, w := range words {
			out[j] = t
			out[j].Text, out[j].Key, out[j].Weight = w.Text, w.Key, t.Weight/float64(len(words))
			out[j].Variants = map[string]float64{t.Key: 1}
		}
		q.Terms = slices.Replace(q.Terms, i, i+1, out...)
		i += len(out) - 1
	}
}

// addAcronyms lets an acronym stand for each of the words that it is one for.
func (x *Index) addAcronyms(q *briefing.Query) {
	for i := range q.Terms {
		for end := i + 2; end <= min(len(q.Terms), i+maxAcronym); end++ {
			short := ""
			for _, t := range q.Terms[i:end] {
				short += initials(t.Text)
			}
			words := x.longForm(short, q.Question)
			if !slices.EqualFunc(words, q.Terms[i:end], func(w english.Token, t briefing.Term) bool { return w.Key == t.Key }) {
				continue
			}
			for j := i; j < end; j++ {
				x.addVariant(&q.Terms[j], english.Key(short), 1)
			}
		}
	}
}

// initials returns the first letters of a word, or of those that make one, in capitals.
func initials(word string) string {
	out := ""
	for w := range strings.FieldsSeq(word) {
		r, _ := utf8.DecodeRuneInString(w)
		out += string(unicode.ToUpper(r))
	}
	return out
}

// longForm returns the words that an acronym stands for by the passages that have both, "World
// Chess League (WCL)". There are none where it stands for several things.
func (x *Index) longForm(short string, q briefing.Question) []english.Token {
	short = strings.ToUpper(short)
	if len(short) < minAcronym || len(short) > maxAcronym || strings.Trim(short, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil
	}
	if _, written := x.words.surfaces[short]; !written {
		return nil
	}
	id, ok := x.words.find(english.Key(short))
	if !ok || !x.words.isName(id) || english.Stop(x.words.terms[id].key) {
		return nil
	}
	var long []english.Token
	for text := range x.passagesWith(id, q, maxDefining) {
		at := strings.Index(text, "("+short+")")
		if at < 0 {
			continue
		}
		words := spelledBy(text[:at], short)
		same := slices.EqualFunc(words, long, func(a, b english.Token) bool { return a.Key == b.Key })
		if len(words) > 0 && len(long) > 0 && !same {
			return nil
		}
		if len(words) > 0 {
			long = words
		}
	}
	return long
}

// spelledBy returns the last words of a text if their first letters are those of an acronym;
// function words have none.
func spelledBy(text, short string) []english.Token {
	const reach = 120 // bytes
	from := max(0, len(text)-reach)
	if i := strings.LastIndexAny(text[from:], ".;:()"); i >= 0 {
		from += i
	}
	tokens := english.Tokens(text[from:])
	var out []english.Token
	for i := len(tokens) - 1; i >= 0 && short != ""; i-- {
		t := tokens[i]
		if english.Stop(t.Key) {
			continue
		}
		var ok bool
		if short, ok = strings.CutSuffix(short, initials(t.Text)); !ok {
			return nil
		}
		out = append(out, t)
	}
	if short != "" || len(out) < 2 {
		return nil
	}
	slices.Reverse(out)
	return out
}

// passagesWith returns the texts of at most n passages that hold a term and one of each group
// of others, of articles no younger than the question is asked of.
func (x *Index) passagesWith(term uint32, q briefing.Question, n int, groups ...[]uint32) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, posting := range x.words.terms[term].postings {
			p := &x.passages[posting.passage]
			if p.removed || !q.AsOf.IsZero() && p.doc.Published.After(q.AsOf) || !p.holds(groups) {
				continue
			}
			if n--; n < 0 || !yield(p.doc.Passages[p.at].Of(p.doc.Text)) {
				return
			}
		}
	}
}

// holds reports whether a passage has one of each group of terms.
func (p *passage) holds(groups [][]uint32) bool {
	for _, g := range groups {
		if !slices.ContainsFunc(p.terms, func(t uint32) bool { return slices.Contains(g, t) }) {
			return false
		}
	}
	return true
}
