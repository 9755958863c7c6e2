package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

// TestAsksBack holds a question that may be after one of several people to be asked back, and
// one that names them not to be.
func TestAsksBack(t *testing.T) {
	t.Parallel()
	const text = "The mayor Kari Solheim, 51, and the judge Sergei Lund, 60, sit on the harbour board."
	for _, c := range []struct{ said, asked, note string }{
		{"Kari Solheim and Sergei Lund", "How old is he?", "Who is meant: Kari Solheim or Sergei Lund? Ask again with the name."},
		{"Kari Solheim and Sergei Lund", "How old is Sergei Lund?", ""},
		{"Sergei Lund", "How old is he?", ""},
		{"Kari Solheim, Sergei Lund, Elena Soto, Luis Vera and Mira Oduya", "How old is he?", ""},
	} {
		q := briefing.Question{Text: c.asked, History: turns("Who sits on the harbour board?", c.said)}
		d, err := compose.New().Compose(t.Context(), evidence(t, q, story("post", "The board", text)))
		if err != nil {
			t.Fatal(err)
		}
		if d.Note != c.note || c.note != "" && len(d.Claims) > 0 {
			t.Errorf("%q after %q: note %q, claims %v; want note %q", c.asked, c.said, d.Note, d.Claims, c.note)
		}
	}
}
