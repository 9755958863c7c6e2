package cite_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// article is what the invented claims stand on. It has letters of two and three bytes.
const article = `The Zażółć bridge will cost €7.2 million, the mayor said on Friday.

Ada Holm did not sign the contract, nor did Ola Berg. The city council approved it on 12 May with 31,200 votes. Work starts in June, but no firm has won the contract.

- Short item
2. Élan
`

func doc(text string) *briefing.Document {
	return &briefing.Document{Article: briefing.Article{
		ID: "bridge", Title: "Bridge of Norland", Source: "Harbour Post", Text: text, Revision: briefing.RevisionOf(text),
	}}
}

// quote returns the place of a part of the article.
func quote(t *testing.T, part string) briefing.Quote {
	t.Helper()
	start := strings.Index(article, part)
	if start < 0 {
		t.Fatalf("the article lacks %q", part)
	}
	return briefing.Quote{Doc: doc(article), Span: briefing.Span{Start: start, End: start + len(part)}}
}

const (
	costQuote = "The Zażółć bridge will cost €7.2 million, the mayor said on Friday."
	signQuote = "Ada Holm did not sign the contract, nor did Ola Berg."
	workQuote = "Work starts in June, but no firm has won the contract."
	voteQuote = "The city council approved it on 12 May with 31,200 votes."
)

func TestClaims(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, claim, question string
		quotes                []string
		want                  error
	}{
		{name: "the quote itself", claim: costQuote, quotes: []string{costQuote}},
		{name: "a part of it", claim: "the mayor said on Friday", quotes: []string{costQuote}},
		{name: "white space aside", claim: "  The city\ncouncil  approved it ", quotes: []string{voteQuote}},
		{name: "a part of the second quote", claim: "The city council approved it", quotes: []string{costQuote, voteQuote}},
		{name: "other words", claim: "On Friday the mayor put the price at €7.2 million.", quotes: []string{costQuote}},
		{name: "words of two quotes", claim: "The council approved the €7.2 million bridge.", quotes: []string{costQuote, voteQuote}},
		{name: "a name of the title", claim: "In Norland, the bridge costs 7.2 million.", quotes: []string{costQuote}},
		{name: "a name of the source", claim: "The Harbour Post says 7.2 million.", quotes: []string{costQuote}},
		{name: "a name of the question", claim: "In Westport it costs 7.2 million.", question: "What does the Westport bridge cost?", quotes: []string{costQuote}},
		{name: "a negation kept", claim: "Holm never did sign.", quotes: []string{signQuote}},
		{name: "a negation in one of two quotes", claim: "The council approved the contract.", quotes: []string{signQuote, voteQuote}},
		{name: "a part without the negation of another clause", claim: "Work starts in June", quotes: []string{workQuote}},
		{name: "another form of a number", claim: "The vote was 31200.", quotes: []string{voteQuote}},

		{name: "no text", claim: " \n", quotes: []string{costQuote}, want: cite.ErrNoQuote},
		{name: "no quote", claim: costQuote, want: cite.ErrNoQuote},
		{name: "another number", claim: "The bridge will cost €8.2 million.", quotes: []string{costQuote}, want: cite.ErrNotBorne},
		{name: "a number in words", claim: "The mayor named a price of eight million.", quotes: []string{costQuote}, want: cite.ErrNotBorne},
		{name: "a number of the question", claim: "It got 90 votes.", question: "Did it get 90 votes?", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "a number cut from the front", claim: "200 votes", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "a number cut from the back", claim: "approved it on 1", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "another name", claim: "The bridge was approved by Ivo Lund.", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "another name in front", claim: "Lund approved it on 12 May.", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "a name of no quote", claim: "Ada Holm approved it.", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "a negation added", claim: "The city council never approved it.", quotes: []string{voteQuote}, want: cite.ErrNotBorne},
		{name: "a negation dropped", claim: "Ada Holm did sign the contract.", quotes: []string{signQuote}, want: cite.ErrNotBorne},
		{name: "a negation cut off", claim: "sign the contract", quotes: []string{signQuote}, want: cite.ErrNotBorne},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			draft := briefing.DraftClaim{Text: c.claim}
			for _, q := range c.quotes {
				draft.Quotes = append(draft.Quotes, quote(t, q))
			}
			if err := (cite.Gate{}).Check(c.question, draft); !errors.Is(err, c.want) {
				t.Errorf("claim %q: got %v, want %v", c.claim, err, c.want)
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	t.Parallel()
	long := doc(strings.TrimSpace(strings.Repeat("word ", cite.MaxQuoteWords+1)))
	changed := doc(article)
	changed.Revision = briefing.RevisionOf(article + "changed")
	whole := quote(t, costQuote)
	for _, c := range []struct {
		name  string
		quote briefing.Quote
		want  error
	}{
		{"a sentence", whole, nil},
		{"four words", quote(t, "the mayor said on"), nil},
		{"eighty words", briefing.Quote{Doc: long, Span: briefing.Span{End: len(long.Text) - len(" word")}}, nil},
		{"a whole line", quote(t, "Short item"), nil},
		{"a whole line with its bullet", quote(t, "- Short item"), nil},
		{"a numbered line", quote(t, "Élan"), nil},

		{"three words", quote(t, "the mayor said"), cite.ErrLength},
		{"the start of a line", quote(t, "Short"), cite.ErrLength},
		{"the end of a line", quote(t, "item"), cite.ErrLength},
		{"eighty-one words", briefing.Quote{Doc: long, Span: briefing.Span{End: len(long.Text)}}, cite.ErrLength},
		{"only a space", quote(t, " "), cite.ErrLength},

		{"no document", briefing.Quote{Span: whole.Span}, cite.ErrQuote},
		{"nothing", briefing.Quote{Doc: whole.Doc}, cite.ErrQuote},
		{"turned round", briefing.Quote{Doc: whole.Doc, Span: briefing.Span{Start: 9, End: 5}}, cite.ErrQuote},
		{"before the text", briefing.Quote{Doc: whole.Doc, Span: briefing.Span{Start: -1, End: 40}}, cite.ErrQuote},
		{"beyond the text", briefing.Quote{Doc: whole.Doc, Span: briefing.Span{End: len(article) + 1}}, cite.ErrQuote},
		{"half a character at the start", briefing.Quote{Doc: whole.Doc, Span: briefing.Span{Start: strings.Index(article, "ż") + 1, End: 60}}, cite.ErrQuote},
		{"half a character at the end", briefing.Quote{Doc: whole.Doc, Span: briefing.Span{End: strings.Index(article, "€") + 2}}, cite.ErrQuote},
		{"another revision", briefing.Quote{Doc: changed, Span: whole.Span}, cite.ErrQuote},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			claim := briefing.DraftClaim{Text: "Bridge", Quotes: []briefing.Quote{c.quote}}
			if c.want == nil {
				claim.Text = c.quote.Of(c.quote.Doc.Text)
			}
			if err := (cite.Gate{}).Check("", claim); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			claim.Quotes = append([]briefing.Quote{whole}, claim.Quotes...)
			if err := (cite.Gate{}).Check("", claim); !errors.Is(err, c.want) {
				t.Errorf("after a good quote: got %v, want %v", err, c.want)
			}
		})
	}
}

func TestErrorSaysWhich(t *testing.T) {
	t.Parallel()
	err := cite.Gate{}.Check("", briefing.DraftClaim{Text: "It cost 9 million.", Quotes: []briefing.Quote{quote(t, costQuote)}})
	const want = `cite: check claim "It cost 9 million.": not borne out by the quotes: "9"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// FuzzGate holds the gate to its promise on any claim from any span: what passes has a quote
// that can be cut from the text, and no number that the quote and its title lack.
func FuzzGate(f *testing.F) {
	f.Add(article, "the mayor said on Friday", "who?", 0, 70)
	f.Add(article, "It cost 9 million.", "", 0, 71)
	f.Add("ż not ż ż 7.2", "2", "", 0, 14)
	f.Add("- Élan\n", "Élan", "", 2, 7)
	f.Fuzz(func(t *testing.T, text, claim, question string, start, end int) {
		if !utf8.ValidString(text) || !utf8.ValidString(claim) {
			t.Skip("no article and no claim is so")
		}
		q := briefing.Quote{Doc: doc(text), Span: briefing.Span{Start: start, End: end}}
		if (cite.Gate{}).Check(question, briefing.DraftClaim{Text: claim, Quotes: []briefing.Quote{q}}) != nil {
			return
		}
		if q.Empty() || !q.Within(text) || !utf8.ValidString(q.Of(text)) {
			t.Fatalf("%q: passed with span %+v", text, q.Span)
		}
		have := map[string]bool{}
		for _, token := range english.Tokens(q.Of(text) + "\n" + q.Doc.Title) {
			have[token.Key] = true
		}
		for _, token := range english.Tokens(claim) {
			if token.Number() && !have[token.Key] {
				t.Errorf("%q: claim %q passed with number %s", q.Of(text), claim, token.Text)
			}
		}
	})
}
