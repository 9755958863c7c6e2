package slacktest

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestCheckBlocks looks at blocks that Slack takes and ones that it refuses, and why.
func TestCheckBlocks(t *testing.T) {
	t.Parallel()
	x := func(n int) string { return strings.Repeat("x", n) }
	section := func(inline string) string {
		return `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[` + inline + `]}]}`
	}
	button := func(more string) string {
		return `{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}` + more + `}`
	}
	for _, c := range []struct{ name, blocks, want string }{
		{"good", `{"type":"divider"},{"type":"header","block_id":"k","text":{"type":"plain_text","text":"x","emoji":false}},` + section(`{"type":"text","text":"x","style":{"bold":true}},{"type":"link","url":"https://x.example/","text":"x"}`), ""},
		{"long header", `{"type":"header","text":{"type":"plain_text","text":"` + x(151) + `"}}`, "less than 151"},
		{"header of markup", `{"type":"header","text":{"type":"mrkdwn","text":"x"}}`, "unsupported type of text"},
		{"empty text", section(`{"type":"text","text":""}`), "more than 0"},
		{"long section", `{"type":"section","text":{"type":"mrkdwn","text":"` + x(3001) + `"}}`, "less than 3001"},
		{"long block_id", `{"type":"divider","block_id":"` + x(256) + `"}`, "block_id"},
		{"double block_id", `{"type":"divider","block_id":"k"},{"type":"divider","block_id":"k"}`, "exists already"},
		{"double action_id", `{"type":"actions","elements":[` + button("") + "," + button("") + `]}`, "exists already"},
		{"no elements", `{"type":"actions","elements":[]}`, "no fewer than 1"},
		{"many elements", `{"type":"context","elements":[` + strings.TrimSuffix(strings.Repeat(`{"type":"plain_text","text":"x"},`, 11), ",") + `]}`, "no more than 10"},
		{"long value", `{"type":"actions","elements":[` + button(`,"value":"`+x(2001)+`"`) + `]}`, "less than 2001"},
		{"link to nowhere", section(`{"type":"link","url":"nowhere"}`), "invalid url"},
		{"long link", section(`{"type":"link","url":"https://x.example/` + x(3000) + `"}`), "less than 3001"},
		{"unknown block", `{"type":"hologram"}`, "unsupported type"},
		{"unknown property", `{"type":"divider","colour":"red"}`, "colour"},
		{"list of texts", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"text","text":"x"}]}]}`, "a list holds sections"},
		{"many blocks", strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 51), ","), "no more than 50"},
		{"no blocks", `1`, "no array of objects"},
	} {
		wrong := CheckBlocks(json.RawMessage("[" + c.blocks + "]"))
		if all := strings.Join(wrong, "\n"); (c.want == "") != (all == "") || !strings.Contains(all, c.want) {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}
