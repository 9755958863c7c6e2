package evals

import (
	"fmt"
	"strings"

	"briefbot/internal/briefing"
)

// Verdict is what became of a question, the gravest first.
type Verdict string

// The verdicts.
const (
	Missing  Verdict = "missing"  // no answer was given at all
	Guessed  Verdict = "guessed"  // answered, and should have been refused
	Refused  Verdict = "refused"  // refused, and should have been answered
	Wrong    Verdict = "wrong"    // a wrong answer, or too long a one
	Unbacked Verdict = "unbacked" // right, but not borne out by its citations
	Sides    Verdict = "sides"    // a disagreement hidden, or one made up
	Markers  Verdict = "markers"  // markers that do not resolve, or text outside the claims
	OK       Verdict = "ok"
)

// Outcome is what became of one question.
type Outcome struct {
	ID      string  `json:"id"`
	Type    string  `json:"type"`
	Text    string  `json:"question"`
	Verdict Verdict `json:"verdict"`
	Why     string  `json:"why,omitempty"`  // on one line; "" when OK
	Said    string  `json:"said,omitempty"` // the answer folded, without markers; not in Line
}

// Line is the outcome on one line: id, type, verdict and why.
func (o Outcome) Line() string {
	return strings.TrimSpace(fmt.Sprintf("%-5s %-13s %-9s %s", o.ID, o.Type, o.Verdict, o.Why))
}

// countForm adds to the figures how citations, claims and markers are formed, whatever is said.
func (r reading) countForm(f Figures) {
	for _, good := range r.citations {
		f.count(QuoteValid, good)
	}
	for _, c := range r.claims {
		f.count(Backed, c.backed)
	}
	if r.answer.Status == briefing.Answered {
		f.count(MarkerValid, r.marked)
	}
}

// count adds the reading to the figures.
func (r reading) count(f Figures) {
	r.countForm(f)
	if !r.question.Answerable {
		f.count(Refusal, r.refusedRightly())
		return
	}
	f.count(FalseRefusal, r.answer.Status == briefing.NotFound)
	f.count(Correct, r.correct())
	f.count(Accuracy, r.correct() && r.evident && len(r.unbacked()) == 0)
	if len(r.question.Disagreement) > 0 {
		f.count(Disagree, len(r.hidden) == 0)
	}
	if r.question.NoDisagreement && r.answer.Status == briefing.Answered {
		f.count(FalseDisagree, len(r.answer.Disagreements) > 0)
	}
}

func (r reading) refusedRightly() bool {
	return r.answer.Status == briefing.NotFound || r.answer.Status == briefing.Answered && r.permitted
}

func (r reading) correct() bool {
	return r.answer.Status == briefing.Answered && len(r.missing) == 0 && len(r.extra) == 0 &&
		r.words() <= r.question.MaxWords
}

func (r reading) words() int { return len(strings.Fields(r.said)) }

// unbacked returns the claims that nothing bears out.
func (r reading) unbacked() []claim {
	var out []claim
	for _, c := range r.claims {
		if !c.backed {
			out = append(out, c)
		}
	}
	return out
}

// outcome is the gravest verdict with the reasons for it.
func (r reading) outcome() Outcome {
	o := Outcome{ID: r.question.ID, Type: r.question.Type, Text: r.question.Text, Said: r.said, Verdict: OK}
	for _, check := range []func() (Verdict, []string){
		r.checkStatus, r.checkWording, r.checkBacking, r.checkSides, r.checkMarking,
	} {
		if verdict, why := check(); verdict != OK {
			o.Verdict, o.Why = verdict, strings.Join(why, "; ")
			return o
		}
	}
	return o
}

func (r reading) checkStatus() (Verdict, []string) {
	switch s := r.answer.Status; {
	case s != briefing.Answered && s != briefing.NotFound:
		return Missing, []string{"no answer"}
	case r.question.Answerable && s == briefing.NotFound:
		return Refused, []string{r.lookedFor()}
	case !r.question.Answerable && !r.refusedRightly():
		return Guessed, []string{fmt.Sprintf("says %q", shorten(r.said))}
	}
	return OK, nil
}

// lookedFor is the refusal's own reason.
func (r reading) lookedFor() string {
	if len(r.answer.Missing) == 0 {
		return "the articles hold it"
	}
	return "misses " + strings.Join(r.answer.Missing, ", ")
}

func (r reading) checkWording() (Verdict, []string) {
	if !r.question.Answerable || r.correct() {
		return OK, nil
	}
	var why []string
	for _, g := range r.missing {
		why = append(why, "lacks "+g.String())
	}
	for _, p := range r.extra {
		why = append(why, "says "+p.String())
	}
	if words := r.words(); words > r.question.MaxWords {
		why = append(why, fmt.Sprintf("%d words of at most %d", words, r.question.MaxWords))
	}
	return Wrong, why
}

func (r reading) checkBacking() (Verdict, []string) {
	var why []string
	for _, c := range r.unbacked() {
		reason := "citations do not bear out "
		if len(c.bare) > 0 {
			reason = strings.Join(c.bare, ", ") + " in no quote of "
		}
		why = append(why, fmt.Sprintf("%s%q", reason, shorten(c.said)))
	}
	if bad := r.badQuotes(); bad > 0 {
		why = append(why, fmt.Sprintf("%d of %d quotes not good", bad, len(r.citations)))
	}
	if r.question.Answerable && !r.evident {
		why = append(why, "does not cite the evidence")
	}
	if len(why) > 0 {
		return Unbacked, why
	}
	return OK, nil
}

func (r reading) badQuotes() int {
	n := 0
	for _, good := range r.citations {
		if !good {
			n++
		}
	}
	return n
}

func (r reading) checkSides() (Verdict, []string) {
	if r.question.NoDisagreement && len(r.answer.Disagreements) > 0 {
		return Sides, []string{"a disagreement where there is none"}
	}
	if len(r.hidden) == 0 {
		return OK, nil
	}
	var why []string
	for _, g := range r.hidden {
		why = append(why, "does not show "+g.String())
	}
	return Sides, why
}

func (r reading) checkMarking() (Verdict, []string) {
	switch {
	case r.answer.Status != briefing.Answered || r.marked:
		return OK, nil
	case len(r.outside) > maxLeadInWords:
		return Markers, []string{fmt.Sprintf("outside the claims: %q", shorten(strings.Join(r.outside, " ")))}
	}
	return Markers, []string{"markers that do not resolve, or none"}
}

// maxReasonRunes keeps a reason on a line that can be read.
const maxReasonRunes = 60

func shorten(s string) string {
	if short := firstRunes(s, maxReasonRunes); short != s {
		return short + "…"
	}
	return s
}
