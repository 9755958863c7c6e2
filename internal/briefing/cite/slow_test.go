package cite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
)

// Texts without end between two spaces must not hold up an answer.
func TestMadeUpTextsAreQuick(t *testing.T) {
	t.Parallel()
	for _, part := range []string{"a,", "Ann,", "7,x,", "not,", "said,"} {
		text := strings.Repeat(part, 2000) // one word between spaces
		d := doc("A " + strings.TrimSpace(text))
		q := briefing.Quote{Doc: d, Span: briefing.Span{End: len(d.Text)}}
		for _, claim := range []string{strings.Repeat(part, 150) + "z", strings.Repeat(part, 60) + "z"} {
			start := time.Now()
			err := cite.Gate{}.Check("", briefing.DraftClaim{Text: claim, Quotes: []briefing.Quote{q}})
			if !errors.Is(err, cite.ErrNotBorne) {
				t.Errorf("%q again and again: got %v: nothing was measured", part, err)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%q again and again took %v", part, took)
			}
		}
	}
}
