package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"briefbot/internal/adapters/slack/slacktest"
	"briefbot/internal/briefing/inert"
)

// wellFormed checks what must hold of every body: Slack takes its blocks, it is within the
// limits, it can be found again, and nothing in it is read by Slack.
func wellFormed(t testing.TB, raw []byte) {
	t.Helper()
	var body struct {
		Text        string          `json:"text"`
		Blocks      json.RawMessage `json:"blocks"`
		Parse       string          `json:"parse"`
		Markdown    *bool           `json:"mrkdwn"`
		LinkNames   *bool           `json:"link_names"`
		UnfurlLinks *bool           `json:"unfurl_links"`
		UnfurlMedia *bool           `json:"unfurl_media"`
		Metadata    struct {
			EventType    string            `json:"event_type"`
			EventPayload map[string]string `json:"event_payload"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		t.Fatalf("body is no JSON: %v", err)
	}
	for _, wrong := range slacktest.CheckBlocks(body.Blocks) {
		t.Errorf("Slack would refuse: %s", wrong)
	}
	for name, flag := range map[string]*bool{"mrkdwn": body.Markdown, "link_names": body.LinkNames, "unfurl_links": body.UnfurlLinks, "unfurl_media": body.UnfurlMedia} {
		if flag == nil || *flag {
			t.Errorf("%s is not off", name)
		}
	}
	if body.Parse != "none" {
		t.Errorf("parse = %q, want none", body.Parse)
	}
	var blocks []map[string]any
	if err := json.Unmarshal(body.Blocks, &blocks); err != nil || len(blocks) == 0 {
		t.Fatalf("blocks: %v", err)
	}
	key := body.Metadata.EventPayload["key"]
	if id, _ := blocks[0]["block_id"].(string); body.Metadata.EventType != eventType || id != key {
		t.Errorf("metadata %v and block_id %q do not name one key", body.Metadata, id)
	}
	if n := utf8.RuneCount(body.Blocks); n > maxBlocksRunes {
		t.Errorf("blocks have %d characters, more than %d", n, maxBlocksRunes)
	}
	if n := utf8.RuneCountInString(body.Text); n > maxFallbackRunes || n == 0 {
		t.Errorf("text has %d characters, want 1 to %d", n, maxFallbackRunes)
	}
	if strings.ContainsAny(body.Text, "<>") {
		t.Errorf("text holds < or >: %q", body.Text)
	}
	for rest := body.Text; ; {
		_, after, found := strings.Cut(rest, "&")
		if !found {
			break
		}
		if !strings.HasPrefix(after, "amp;") && !strings.HasPrefix(after, "lt;") && !strings.HasPrefix(after, "gt;") {
			t.Errorf("text holds a bare &: %q", body.Text)
		}
		rest = after
	}
	for _, b := range blocks {
		inertBlock(t, b)
	}
}

// inertBlock checks that a block, or a part of one, holds nothing that Slack reads: only
// plain text, literal text, links to the web, the buttons, and the person who asked.
func inertBlock(t testing.TB, b map[string]any) {
	t.Helper()
	switch b["type"] {
	case "header", "context", "actions", "button", "plain_text", "text",
		"rich_text", "rich_text_section", "rich_text_list", "rich_text_quote":
	case "user":
		if id, _ := b["user_id"].(string); !userID.MatchString(id) {
			t.Errorf("user element of %v", id)
		}
	case "link":
		u, _ := b["url"].(string)
		if again, _ := safeURL(u); again != u {
			t.Errorf("link to %q", u)
		}
	default:
		t.Errorf("element of the type %v", b["type"])
	}
	if text, ok := b["text"].(string); ok {
		bare := strings.Trim(strings.ReplaceAll(text, "\u2060", ""), " ")
		if inert.Clean(bare) != bare || strings.Contains(text, "<!") || strings.Contains(text, "<@") || strings.Contains(text, "<#") {
			t.Errorf("text is not harmless: %.200q", text)
		}
	}
	for _, v := range b {
		switch v := v.(type) {
		case map[string]any:
			if _, typed := v["type"]; typed {
				inertBlock(t, v)
			}
		case []any:
			for _, e := range v {
				inertBlock(t, e.(map[string]any))
			}
		}
	}
}
