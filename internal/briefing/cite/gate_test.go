package cite_test

import (
	"errors"
	"math"
	"slices"
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
		{name: "a name of the title", claim: "In Norland, the mayor said, the bridge will cost 7.2 million.", quotes: []string{costQuote}},
		{name: "a name of the source", claim: "The Harbour Post says 7.2 million.", quotes: []string{costQuote}},
		{name: "a name of the question", claim: "In Westport the mayor said it will cost 7.2 million.", question: "What does the Westport bridge cost?", quotes: []string{costQuote}},
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
	const want = `cite: check claim "It cost 9 million.": not borne out by the quotes: number: "9 million"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestReasons holds each reason for a refusal to a claim that is refused for it.
func TestReasons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		claim, quote string
		want         error
	}{
		{"The bridge will cost €8.2 million, the mayor said.", costQuote, cite.ErrNumber},
		{"The bridge will cost €7.2 billion, the mayor said.", costQuote, cite.ErrNumber},
		{"The bridge will cost $7.2 million, the mayor said.", costQuote, cite.ErrNumber},
		{"On Thursday the mayor said the bridge will cost €7.2 million.", costQuote, cite.ErrDate},
		{"The city council approved it on 13 May.", voteQuote, cite.ErrDate},
		{"The Wrocław bridge will cost €7.2 million, the mayor said.", costQuote, cite.ErrName},
		{"The city council rejected it on 12 May with 31,200 votes.", voteQuote, cite.ErrNegation},
		{"Work starts in June, and a firm has won the contract.", workQuote, cite.ErrNegation},
		{"Ada Holm was defeated by Mara Dahl in court.", sueQuote, cite.ErrRole},
		{"Mara Dahl defeated Ada Holm.", sueQuote, cite.ErrRole},
		{"Mara Dahl was defeated by Ada Holm.", sueQuote, nil},
		{"In the north the party won 31 seats.", seatsQuote, cite.ErrPlace},
		{"The party won 40 seats in the north and 31 in the south.", seatsQuote, nil},
		{"The firm opened the bridge in June.", openQuote, cite.ErrCertainty},
		{"The firm has 300 workers.", openQuote, cite.ErrCertainty},
		{"The bridge will cost €7.2 million.", costQuote, cite.ErrAttribution},
		{"The city council approved it with 31,200 votes despite fierce protests.", voteQuote, cite.ErrContent},
		{"The city council approved it with 31,200 votes: https://example.org", voteQuote, cite.ErrContent},
		{"Only the city council approved it.", voteQuote, cite.ErrContent},
	} {
		d := doc(strings.Join([]string{costQuote, voteQuote, workQuote, sueQuote, seatsQuote, openQuote}, "\n\n"))
		start := strings.Index(d.Text, c.quote)
		q := briefing.Quote{Doc: d, Span: briefing.Span{Start: start, End: start + len(c.quote)}}
		err := cite.Gate{}.Check("", briefing.DraftClaim{Text: c.claim, Quotes: []briefing.Quote{q}})
		if !errors.Is(err, c.want) || c.want != nil && !errors.Is(err, cite.ErrNotBorne) {
			t.Errorf("claim %q: got %v, want %v", c.claim, err, c.want)
		}
	}
}

const (
	sueQuote   = "Ada Holm defeated Mara Dahl in court over the bridge."
	seatsQuote = "The party won 40 seats in the north, 31 in the south and 12 in the east."
	openQuote  = "The firm, which has at least 300 workers, wants to open the bridge in June."
)

// FuzzGate holds the gate to its promise on any claim from any span: what passes has a quote
// that can be cut from the text, and no number that the quote lacks; the quote itself passes; and
// asked twice, the gate says the same.
func FuzzGate(f *testing.F) {
	f.Add(article, "the mayor said on Friday", "who?", 0, 70)
	f.Add(article, "It cost 9 million.", "", 0, 71)
	f.Add("ż not ż ż 7.2", "2", "", 0, 14)
	f.Add("- Élan\n", "Élan", "", 2, 7)
	f.Add(article, "On Friday the mayor put the price at €7.2 million.", "what does it cost?", 0, 76)
	f.Add("By 5 May U.S. firms won't, if Ann Lee may, pay 3.5bn or 40% less.", "Ann Lee might not pay 3,500,000,000 before 5 May.", "", 0, 65)
	f.Fuzz(func(t *testing.T, text, claim, question string, start, end int) {
		if !utf8.ValidString(text) || !utf8.ValidString(claim) {
			t.Skip("no article and no claim is so")
		}
		q := briefing.Quote{Doc: doc(text), Span: briefing.Span{Start: start, End: end}}
		check := func(text string) error {
			return cite.Gate{}.Check(question, briefing.DraftClaim{Text: text, Quotes: []briefing.Quote{q}})
		}
		first, second := check(claim), check(claim)
		if (first == nil) != (second == nil) || first != nil && first.Error() != second.Error() {
			t.Fatalf("first %v, then %v", first, second)
		}
		if first != nil && (q.Empty() || !q.Within(text)) {
			return
		}
		quoted := q.Of(text)
		if whole := check(quoted); strings.TrimSpace(quoted) != "" && whole != nil && !errors.Is(whole, cite.ErrLength) {
			t.Fatalf("the quote itself: %v", whole)
		}
		if first != nil {
			return
		}
		if q.Empty() || !q.Within(text) || !utf8.ValidString(quoted) {
			t.Fatalf("%q: passed with span %+v", text, q.Span)
		}
		for _, a := range english.Amounts(claim, english.Tokens(claim)) {
			if !stands(a, quoted) {
				t.Errorf("%q: claim %q passed with number %s", quoted, claim, a.Of(claim))
			}
		}
	})
}

// stands reports whether a text has a number, or it is a part of a date or time of day, which
// can be written in other ways.
func stands(a english.Amount, text string) bool {
	if len(english.Times(text)) > 0 || strings.Contains(text, "day") {
		return true
	}
	return slices.ContainsFunc(english.Amounts(text, english.Tokens(text)), func(b english.Amount) bool {
		return a.Value == b.Value || math.Abs(a.Value*a.Scale-b.Value*b.Scale) <= 1e-6*math.Abs(a.Value*a.Scale)
	})
}
