package compose

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/inert"
	"briefbot/prompts"
)

// dialogue is one conversation with a model.
type dialogue struct {
	page      *page // nil for a story of a digest
	gate      briefing.Gate
	refused   bool // Composer refuses
	excerpts  []excerpt
	exchanges []briefing.Exchange
}

func (d *dialogue) prompt() (prompts.Prompt, error) {
	return question(briefing.Evidence{Query: d.page.query}, d.excerpts).Render()
}

// verdict is what is left of a reply.
type verdict struct {
	kept     []briefing.DraftClaim
	made     int      // claims that the reply had
	problems []string // what is wrong with the others, for the model
	refused  bool     // it says that the passages do not hold the answer
}

// enough reports whether an answer is left: at least half of what was claimed.
func (v verdict) enough() bool { return len(v.kept) > 0 && 2*len(v.kept) >= v.made }

// judge keeps what may go out of what a model wrote.
func (d *dialogue) judge(text string) verdict {
	r, err := parseWritten(text)
	if err != nil {
		return verdict{problems: []string{"your reply: " + err.Error()}}
	}
	v := verdict{refused: len(r.Claims) == 0, made: min(len(r.Claims), prompts.MaxClaims)}
	for i, rc := range r.Claims[:v.made] {
		c, err := d.claim(rc)
		if err != nil {
			v.problems = append(v.problems, fmt.Sprintf("claim %d: %v", i+1, err))
			continue
		}
		if !slices.ContainsFunc(v.kept, func(k briefing.DraftClaim) bool { return k.Text == c.Text }) {
			v.kept = append(v.kept, c)
		}
	}
	return v
}

// Why a claim of a model is dropped, in words for the model. None holds a text.
var (
	errClaimText = errors.New("write one plain sentence of at most " + strconv.Itoa(maxClaimWords) + " words without links, addresses, markup or numbers in brackets")
	errPassage   = errors.New("it names a passage that was not given")
	errQuote     = errors.New("its quote does not stand in the passage that it names")
	errShort     = errors.New("its quote is shorter than " + strconv.Itoa(cite.MinQuoteWords) + " words")
	errOffTopic  = errors.New("its quote is not about what was asked")
	errGate      = errors.New("its quotes do not bear it out")
	errAdds      = errors.New("it says more than its quotes")
	errCompares  = errors.New("it compares what its quotes do not; say each value by itself")
)

const (
	// maxClaimWords is longer than a sentence that is easily read.
	maxClaimWords = 60
	// maxClaimQuotes is how many passages a claim stands on; more are left out.
	maxClaimQuotes = 4
)

// claim makes what a model claims a claim of a draft, with its quotes in the stored text.
func (d *dialogue) claim(rc writtenClaim) (briefing.DraftClaim, error) {
	c := briefing.DraftClaim{Text: markers.ReplaceAllString(inert.Clean(rc.Text), "")}
	if n := countWords(c.Text); n == 0 || n > maxClaimWords || foreign.MatchString(c.Text) {
		return c, errClaimText
	}
	if len(rc.Passages) == 0 {
		return c, errQuote
	}
	for _, p := range rc.Passages[:min(len(rc.Passages), maxClaimQuotes)] {
		quotes, err := d.find(p.N.String(), p.Quote)
		if err != nil {
			return c, err
		}
		for _, q := range quotes {
			if !slices.Contains(c.Quotes, q) {
				c.Quotes = append(c.Quotes, q)
			}
		}
	}
	if len(c.Quotes) == 0 {
		return c, errOffTopic
	}
	return c, d.borne(c)
}

// borne returns why the gate does not let a claim through that adds nothing to its quotes: all of
// it, and each of its sentences by itself, so that a true one carries no other. It returns nil
// for a claim that may go out.
func (d *dialogue) borne(c briefing.DraftClaim) error {
	question := ""
	if d.page != nil {
		question = d.page.query.Question.Text
	}
	if err := d.gate.Check(question, c); err != nil {
		return gateReason(err)
	}
	if adds(question, c) {
		return errAdds
	}
	if comparesAnew(c) {
		return errCompares
	}
	ends := sentenceEnd.FindAllStringIndex(c.Text, -1)
	if len(ends) == 0 || slices.ContainsFunc(c.Quotes, func(q briefing.Quote) bool { return strings.Contains(cite.Plain(q.Of(q.Doc.Text)), c.Text) }) {
		return nil
	}
	start := 0
	for _, end := range append(ends, []int{0, len(c.Text)}) {
		if err := d.gate.Check(question, briefing.DraftClaim{Text: c.Text[start:end[1]], Quotes: c.Quotes}); err != nil {
			return gateReason(err)
		}
		start = end[1]
	}
	return nil
}

// sentenceEnd finds the ends of sentences inside a text, and rather too many: "Gen. Marsh".
var sentenceEnd = regexp.MustCompile(`[.!?…]["”’')]*\s+`)

var (
	// markers are the citations that a model writes out of habit: the answer has its own.
	markers = regexp.MustCompile(`\s*(?:\[\d+(?:\s*[,–-]\s*\d+)*\]|【[^】]*】)`)
	// foreign finds what is more than plain words: links, addresses, mentions, markup.
	foreign = regexp.MustCompile("(?i)[@<>{}|`*_\\\\]|\\]\\(|://|\\bwww\\.|[\\p{L}\\p{N}-]{2,}\\.\\p{L}{2,}|\\b(?:mailto|tel|javascript):")
)

// find returns the sentences of the numbered passage in which a quote stands, those of them
// that are on the question. They are whole: what a sentence says is not to be turned by leaving
// half of it out. Of a sentence that was printed often it is the first publisher's.
func (d *dialogue) find(number, quote string) ([]briefing.Quote, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(d.excerpts) {
		return nil, errPassage
	}
	x := d.excerpts[n-1]
	at, ok := locate(x.doc.Text, x.Span, quote)
	if !ok {
		return nil, errQuote
	}
	words := countWords(quote)
	if d.page == nil {
		if words < cite.MinQuoteWords {
			return nil, errShort
		}
		return []briefing.Quote{{Doc: x.doc, Span: x.Span}}, nil // each is one sentence of the story
	}
	var out []briefing.Quote
	for _, l := range slices.Concat(d.page.lines, d.page.copied) {
		if l.doc != x.doc || l.Start >= at.End || at.Start >= l.End {
			continue
		}
		if words < cite.MinQuoteWords && words < l.words() {
			return nil, errShort
		}
		quoted := briefing.Span{Start: max(at.Start, l.Start), End: min(at.End, l.End)}
		if l.teller != nil {
			l, quoted = l.teller, l.teller.Span
		}
		if d.page.onQuestion(l, d.refused) {
			out = append(out, l.quote(quoted))
		}
	}
	return out, nil
}
