package compose_test

import (
	"regexp"
	"strings"
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

// FuzzModel holds drafts to their promises whatever a model writes about whatever article.
func FuzzModel(f *testing.F) {
	for _, text := range []string{
		claims([]string{soft, soft}), claims([]string{"The ground was soft.", "because the ground"}), claims([]string{"@x <y> [z](w) http://v", soft}),
		`{"claims": [{"text": "a", "passages": [{"n": "1", "quote": "İ"}]}], "not_found": false}`, `{"not_found": true}`, "", "{{{{", "</think>{", "[]", "null", `{"claims": null}`,
		`{"claims": [{"passages": [{"n": 1e99, "quote": "…"}]}]}`, strings.Repeat("{", 100),
	} {
		f.Add(text, lunda[0].Text)
		f.Add(text, "Work on the [Lunda](x) bridge **took** three “years” — because the ground was soft [12].\n\n- a\n- b\n")
	}
	powers := regexp.MustCompile(`https?://|@|<|\]\(`)
	f.Fuzz(func(t *testing.T, text, article string) {
		if !strings.Contains(article, "\xff") && len(article) > 4<<10 {
			t.Skip("nothing new in a long article")
		}
		e := evidence(t, briefing.Question{Text: why}, story("a", "Bridge", article))
		e.Confidence = 1
		m := &model{write: []string{text}}
		d, err := (&compose.LLM{Composer: compose.New(), Model: m, Gate: cite.Gate{}}).Compose(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if d.Mode != "llm" {
			return
		}
		for _, c := range d.Claims {
			if powers.MatchString(c.Text) || strings.ContainsAny(c.Text, "\n\x1b") {
				t.Errorf("claim %q", c.Text)
			}
			if err := (cite.Gate{}).Check(why, c); err != nil {
				t.Error(err)
			}
		}
	})
}
