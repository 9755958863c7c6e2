package slacktest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
)

// What Slack takes of blocks. Lengths are Unicode code points.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks          = 50
	maxBlockID         = 255
	maxHeader          = 150
	maxText            = 3000
	maxContextElements = 10
	maxActionElements  = 25
	maxActionID        = 255
	maxButtonText      = 75
	maxButtonValue     = 2000
	maxURL             = 3000
)

// CheckBlocks says what Slack would find wrong with the blocks of a message, as the pointers
// and sentences of its invalid_blocks error; nothing when it would take them.
func CheckBlocks(raw json.RawMessage) []string {
	var blocks []map[string]any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return []string{"blocks are no array of objects"}
	}
	c := checker{}
	c.check(len(blocks) <= maxBlocks, "no more than %d items allowed [json-pointer:/blocks]", maxBlocks)
	ids := map[string]bool{}
	for i, b := range blocks {
		c.at = fmt.Sprintf("/blocks/%d", i)
		if id, ok := b["block_id"].(string); ok {
			c.check(id != "" && utf8.RuneCountInString(id) <= maxBlockID, "block_id has a wrong length")
			c.check(!ids[id], "block_id %q exists already", id) // "block_id should be unique for each message"
			ids[id] = true
		}
		c.block(b)
	}
	return c.wrong
}

// checker collects what is wrong.
type checker struct {
	at    string
	wrong []string
}

func (c *checker) check(ok bool, format string, args ...any) bool {
	if !ok {
		c.wrong = append(c.wrong, "[ERROR] "+fmt.Sprintf(format, args...)+" [json-pointer:"+c.at+"]")
	}
	return ok
}

func (c *checker) block(b map[string]any) {
	switch b["type"] {
	case "header":
		c.only(b, "type", "block_id", "text", "level")
		c.text(b["text"], maxHeader, "plain_text")
	case "section":
		c.only(b, "type", "block_id", "text", "fields", "accessory", "expand")
		c.text(b["text"], maxText, "plain_text", "mrkdwn")
	case "divider":
		c.only(b, "type", "block_id")
	case "context":
		c.only(b, "type", "block_id", "elements")
		for _, e := range c.list(b, "elements", maxContextElements) {
			c.text(e, maxText, "plain_text", "mrkdwn")
		}
	case "actions":
		c.only(b, "type", "block_id", "elements")
		ids := map[any]bool{}
		for _, e := range c.list(b, "elements", maxActionElements) {
			c.button(e)
			c.check(!ids[e["action_id"]], "action_id %v exists already", e["action_id"])
			ids[e["action_id"]] = true
		}
	case "rich_text":
		c.only(b, "type", "block_id", "elements")
		for _, e := range c.list(b, "elements", 0) {
			c.rich(e)
		}
	default:
		c.check(false, "unsupported type: %v", b["type"])
	}
}

// only checks that there are no properties but the known ones: Slack allows no others.
func (c *checker) only(b map[string]any, known ...string) {
	for name := range b {
		c.check(slices.Contains(known, name), "no more items than specified allowed: %s", name)
	}
}

// list returns the objects of a list, which has at least one and at most limit of them; 0 for
// no limit.
func (c *checker) list(b map[string]any, name string, limit int) []map[string]any {
	items, _ := b[name].([]any)
	c.check(len(items) > 0, "%s: no fewer than 1 items allowed", name)
	c.check(limit == 0 || len(items) <= limit, "%s: no more than %d items allowed", name, limit)
	var out []map[string]any
	for _, item := range items {
		if o, ok := item.(map[string]any); c.check(ok, "%s: must be objects", name) {
			out = append(out, o)
		}
	}
	return out
}

// text checks a text object (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).
func (c *checker) text(v any, limit int, types ...string) {
	t, ok := v.(map[string]any)
	if !c.check(ok, "text is missing") {
		return
	}
	c.only(t, "type", "text", "emoji", "verbatim")
	kind, _ := t["type"].(string)
	c.check(slices.Contains(types, kind), "unsupported type of text: %s", kind)
	s, _ := t["text"].(string)
	c.check(s != "", "must be more than 0 characters")
	c.check(utf8.RuneCountInString(s) <= limit, "must be less than %d characters", limit+1)
	_, emoji := t["emoji"]
	c.check(!emoji || kind == "plain_text", "emoji is for plain_text only")
}

func (c *checker) button(e map[string]any) {
	c.check(e["type"] == "button", "unsupported type of element: %v", e["type"])
	c.only(e, "type", "text", "action_id", "value", "url", "style", "accessibility_label")
	c.text(e["text"], maxButtonText, "plain_text")
	id, _ := e["action_id"].(string)
	c.check(utf8.RuneCountInString(id) <= maxActionID, "action_id is too long")
	value, _ := e["value"].(string)
	c.check(utf8.RuneCountInString(value) <= maxButtonValue, "value must be less than %d characters", maxButtonValue+1)
	if u, ok := e["url"]; ok {
		c.url(u)
	}
}

// rich checks an element of a rich_text block
// (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
func (c *checker) rich(e map[string]any) {
	switch e["type"] {
	case "rich_text_section":
		c.only(e, "type", "elements")
		c.inline(e)
	case "rich_text_quote", "rich_text_preformatted":
		c.only(e, "type", "elements", "border", "language")
		c.inline(e)
	case "rich_text_list":
		c.only(e, "type", "elements", "style", "indent", "offset", "border")
		c.check(e["style"] == "bullet" || e["style"] == "ordered", "style of list: %v", e["style"])
		for _, item := range c.list(e, "elements", 0) {
			c.check(item["type"] == "rich_text_section", "a list holds sections, not %v", item["type"])
			c.inline(item)
		}
	default:
		c.check(false, "unsupported type of rich text: %v", e["type"])
	}
}

func (c *checker) inline(section map[string]any) {
	for _, e := range c.list(section, "elements", 0) {
		switch e["type"] {
		case "text":
			c.only(e, "type", "text", "style")
			s, _ := e["text"].(string)
			c.check(s != "", "must be more than 0 characters")
		case "link":
			c.only(e, "type", "text", "url", "style", "unsafe")
			c.url(e["url"])
		case "user":
			c.only(e, "type", "user_id", "style")
			c.check(e["user_id"] != "" && e["user_id"] != nil, "user_id is missing")
		case "channel", "usergroup", "broadcast", "emoji", "date", "color", "team":
		default:
			c.check(false, "unsupported type of element: %v", e["type"])
		}
	}
}

func (c *checker) url(v any) {
	s, _ := v.(string)
	u, err := url.Parse(s)
	c.check(err == nil && u.Scheme != "" && (u.Host != "" || u.Opaque != ""), "invalid url")
	c.check(utf8.RuneCountInString(s) <= maxURL, "url must be less than %d characters", maxURL+1)
}
