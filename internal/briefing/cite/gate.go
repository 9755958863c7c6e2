// Package cite is the gate that every claim passes before it goes out, whoever drafted it.
//
// It guarantees that a claim has a quote, and that each quote stands word for word in the
// revision that its document names, at its offsets, is long enough to be told apart from chance
// and short enough to be read.
//
// A claim that is a part of a quote, white space and Markdown aside, passes if nothing right
// before the part denies it. Any other claim is read beside its quotes, and passes if
//
//   - its numbers, with their units, and its dates and times of day occur in the quotes, however
//     they are written; a day of the week may be the date that it is in its article;
//   - its names occur there, or in a title, a source or the question, or before a quote that has a
//     pronoun for them;
//   - none of these stands where the quotes have another one, and no two names have changed
//     places around a verb;
//   - what it denies is denied there, and the other way round; opposites count as denials;
//   - it is no more certain: what may be, is likely, wanted or to come does not become a fact, a
//     number does not lose its "at least", a statement does not lose its condition;
//   - it says that somebody says so where the quotes do;
//   - it adds no link and no mention, no "all" or "only", and few words that nothing in the
//     quotes, the titles or the question accounts for.
//
// The reasons are errors that can be counted. The words that the checks turn on are in words.txt,
// opposites.txt and alike.txt.
//
// It understands nothing. It cannot see that a verb was replaced by another that is no listed
// opposite ("counted" by "arrested") when the rest is accounted for, that a cause was made up of
// two things that both stand there, that a number was said of another name in a sentence with
// many, or what a pronoun means. It does not judge whether what a quote says is true, or whether
// the quotes were chosen fairly. It knows English only. What share of claims it lets through and
// refuses is measured in docs/quality.md.
package cite

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Why a claim does not pass.
var (
	ErrNoQuote  = errors.New("no quote")
	ErrQuote    = errors.New("quote does not stand in the article")
	ErrLength   = errors.New("quote or claim too short or too long")
	ErrNotBorne = errors.New("not borne out by the quotes")
)

// What is not borne out: each is an ErrNotBorne.
var (
	ErrNumber      = fmt.Errorf("%w: number", ErrNotBorne)
	ErrDate        = fmt.Errorf("%w: date", ErrNotBorne)
	ErrName        = fmt.Errorf("%w: name", ErrNotBorne)
	ErrNegation    = fmt.Errorf("%w: turned round", ErrNotBorne)
	ErrRole        = fmt.Errorf("%w: who does what to whom", ErrNotBorne)
	ErrPlace       = fmt.Errorf("%w: said of something else", ErrNotBorne)
	ErrCertainty   = fmt.Errorf("%w: more certain", ErrNotBorne)
	ErrAttribution = fmt.Errorf("%w: lacks who said it", ErrNotBorne)
	ErrContent     = fmt.Errorf("%w: adds", ErrNotBorne)
)

// Unborne is why a claim is not borne out, with the words of it that are not.
type Unborne struct {
	Why   error // one of the above
	Words string
}

func (u *Unborne) Error() string { return fmt.Sprintf("%v: %q", u.Why, u.Words) }

func (u *Unborne) Unwrap() error { return u.Why }

// Gate checks claims. It implements briefing.Gate.
type Gate struct{}

// Check returns nil when the claim may go out as an answer to the question.
func (Gate) Check(question string, c briefing.DraftClaim) error {
	text := strings.TrimSpace(c.Text)
	if text == "" || len(c.Quotes) == 0 {
		return fmt.Errorf("cite: check claim %q: %w", c.Text, ErrNoQuote)
	}
	for _, q := range c.Quotes {
		if err := checkQuote(q); err != nil {
			return fmt.Errorf("cite: check claim %q: %w", c.Text, err)
		}
	}
	if verbatim(text, c.Quotes) {
		return nil
	}
	if len(strings.Fields(text)) > MaxQuoteWords {
		return fmt.Errorf("cite: check claim %q: %w", c.Text, ErrLength)
	}
	if word, err := checkWords(question, text, c.Quotes); err != nil {
		return fmt.Errorf("cite: check claim %q: %w", c.Text, &Unborne{err, word})
	}
	return nil
}

// checkWords checks a claim in words of its own. It returns the word that it fails for.
func checkWords(question, text string, quotes []briefing.Quote) (string, error) {
	if mark := foreign(text, quotes); mark != "" {
		return mark, ErrContent
	}
	pool := &pool{keys: map[string]bool{}, asked: map[string]bool{}}
	for _, w := range pool.texts.add(question) {
		pool.asked[w.Key] = true
	}
	for _, q := range quotes {
		pool.add(q.Doc.Title)
		pool.add(q.Doc.Source)
		pool.sources.add(q.Doc.Source)
		pool.before.add(before(q))
	}
	quote := readQuotes(quotes)
	claim := read(text, quote.lowerCase())
	if len(claim.words) > 2*MaxQuoteWords { // 1/2/3/… is one word between spaces, and many
		return text[:claim.words[MaxQuoteWords].Start], ErrContent
	}
	c := compare(claim, quote, pool)
	if word, err := c.unborne(); err != nil {
		return word, err
	}
	if word := c.turned(); word != "" {
		return word, ErrNegation
	}
	if word := c.swapped(); word != "" {
		return word, ErrRole
	}
	if word := c.misplaced(); word != "" {
		return word, ErrPlace
	}
	if word := c.raised(); word != "" {
		return word, ErrCertainty
	}
	if word := c.hardened(); word != "" {
		return word, ErrCertainty
	}
	if c.unconditional() {
		return text, ErrCertainty
	}
	if c.unsaid() {
		return text, ErrAttribution
	}
	if words, tooMany := c.added(); tooMany {
		return strings.TrimSpace(words), ErrContent
	}
	return "", nil
}

// maxBefore is how far before a quote a name may stand that the quote has a pronoun for, in bytes.
const maxBefore = 400

// before returns the text of the article before a quote.
func before(q briefing.Quote) string {
	start := max(0, q.Start-maxBefore)
	for start > 0 && !utf8.RuneStart(q.Doc.Text[start]) {
		start--
	}
	return q.Doc.Text[start:q.Start]
}

// readQuotes reads the quotes as one text.
func readQuotes(quotes []briefing.Quote) *statement {
	var b strings.Builder
	ends := make([]int, len(quotes))
	for i, q := range quotes {
		b.WriteString(q.Of(q.Doc.Text))
		ends[i] = b.Len()
		b.WriteString("\n\n")
	}
	s := read(b.String(), func(string) bool { return false })
	for i, q := range quotes {
		_, end := s.within(0, ends[i])
		s.sources = append(s.sources, source{end: end, published: q.Doc.Published.UTC().Truncate(24 * time.Hour)})
	}
	return s
}
