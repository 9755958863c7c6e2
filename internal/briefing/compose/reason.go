package compose

import (
	"errors"
	"fmt"
	"strings"

	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/inert"
)

// maxReasonRunes is how much of a claim its reason repeats: a number, a date or a name.
const maxReasonRunes = 40

// reasons are the gate's in words for a model, by what is not borne out. %s are the words of the
// claim that are not.
var reasons = []struct {
	why  error
	text string
}{
	{cite.ErrNumber, "the number %s is not in its quotes"},
	{cite.ErrDate, "the date or time %s is not in its quotes"},
	{cite.ErrName, "the name %s is not in its quotes"},
	{cite.ErrNegation, "at %s it denies what its quotes do not deny, or the other way round"},
	{cite.ErrRole, "at %s who does what to whom is not as in its quotes"},
	{cite.ErrPlace, "its quotes say %s of something else"},
	{cite.ErrCertainty, "it is more certain than its quotes: keep their \"may\", \"about\" and \"if\""},
	{cite.ErrAttribution, "it leaves out who said so"},
	{cite.ErrContent, "%s is not in its quotes"},
}

// gateReason says in words for a model why the gate does not let a claim through.
func gateReason(err error) error {
	unborne, ok := errors.AsType[*cite.Unborne](err)
	if !ok {
		return errGate
	}
	words := fmt.Sprintf("%q", cutRunes(inert.Clean(unborne.Words), maxReasonRunes))
	for _, r := range reasons {
		if errors.Is(unborne.Why, r.why) {
			return errors.New(strings.Replace(r.text, "%s", words, 1))
		}
	}
	return errGate
}
