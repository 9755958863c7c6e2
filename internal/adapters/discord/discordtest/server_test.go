package discordtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/discord/discordtest"
)

const quiet = `,"allowed_mentions":{"parse":[]}`

// call makes a call as a bot does, and returns the status and the code of the answer.
func call(t *testing.T, s *discordtest.Server, method, path, body string, header ...string) (status, code int, answer map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+discordtest.DefaultToken)
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = json.Unmarshal(raw, &answer) // a list has no code
	number, _ := answer["code"].(float64)
	return resp.StatusCode, int(number), answer
}

func TestRefusesWhatDiscordRefuses(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{MessageRate: -1})
	direct := s.DirectChannel("7")
	written := s.Say(discordtest.General, "7", "hello")
	inDirect := s.Direct("7", "hello")
	messages := "/channels/" + discordtest.General + "/messages"
	text := func(n int) string { return strings.Repeat("x", n) }
	embed := func(description string) string { return `{"description":"` + description + `"}` }
	button := func(id string) string { return `{"type":2,"style":2,"label":"a","custom_id":"` + id + `"}` }
	for _, c := range []struct {
		name, method, path, body string
		status, code             int
		header                   []string
	}{
		{"wrong token", "GET", "/users/@me", "", 401, 0, []string{"Authorization", "Bot x"}},
		{"token without Bot", "GET", "/users/@me", "", 401, 0, []string{"Authorization", discordtest.DefaultToken}},
		{"user agent", "GET", "/users/@me", "", 403, 40333, []string{"User-Agent", "curl"}},
		{"unknown route", "GET", "/nothing", "", 404, 0, nil},
		{"content type", "POST", messages, `{}`, 400, 50035, []string{"Content-Type", "text/plain"}},
		{"broken JSON", "POST", messages, `{`, 400, 50109, nil},
		{"wrong JSON", "POST", messages, `{"content":1}`, 400, 50109, nil},
		{"unknown channel", "POST", "/channels/1/messages", `{"content":"a"` + quiet + `}`, 404, 10003, nil},
		{"hidden channel", "GET", "/channels/" + discordtest.Hidden + "/messages", "", 403, 50001, nil},
		{"read-only channel", "POST", "/channels/" + discordtest.ReadOnly + "/messages", `{"content":"a"` + quiet + `}`, 403, 50013, nil},
		{"empty message", "POST", messages, `{"content":""` + quiet + `}`, 400, 50006, nil},
		{"empty embed", "POST", messages, `{"embeds":[{}]` + quiet + `}`, 400, 50035, nil},
		{"long content", "POST", messages, `{"content":"` + text(2001) + `"` + quiet + `}`, 400, 50035, nil},
		{"long description", "POST", messages, `{"embeds":[` + embed(text(4097)) + `]` + quiet + `}`, 400, 50035, nil},
		{"long embeds", "POST", messages, `{"embeds":[` + embed(text(3001)) + `,` + embed(text(3000)) + `]` + quiet + `}`, 400, 50035, nil},
		{"long title", "POST", messages, `{"embeds":[{"title":"` + text(257) + `"}]` + quiet + `}`, 400, 50035, nil},
		{"long footer", "POST", messages, `{"embeds":[{"footer":{"text":"` + text(2049) + `"}}]` + quiet + `}`, 400, 50035, nil},
		{"many embeds", "POST", messages, `{"embeds":[` + strings.Repeat(embed("a")+",", 10) + embed("a") + `]` + quiet + `}`, 400, 50035, nil},
		{"long nonce", "POST", messages, `{"content":"a","nonce":"` + text(26) + `"` + quiet + `}`, 400, 50035, nil},
		{"long custom id", "POST", messages, `{"content":"a","components":[{"type":1,"components":[` + button(text(101)) + `]}]` + quiet + `}`, 400, 50035, nil},
		{"same custom id", "POST", messages, `{"content":"a","components":[{"type":1,"components":[` + button("b") + "," + button("b") + `]}]` + quiet + `}`, 400, 50035, nil},
		{"six buttons", "POST", messages, `{"content":"a","components":[{"type":1,"components":[` + button("1") + "," + button("2") + "," + button("3") + "," + button("4") + "," + button("5") + "," + button("6") + `]}]` + quiet + `}`, 400, 50035, nil},
		{"unknown reference", "POST", messages, `{"content":"a","message_reference":{"message_id":"1"}` + quiet + `}`, 400, 50035, nil},
		{"reference that may be gone", "POST", messages, `{"content":"a","message_reference":{"message_id":"1","fail_if_not_exists":false}` + quiet + `}`, 200, 0, nil},
		{"large page", "GET", messages + "?limit=101", "", 400, 50035, nil},
		{"unknown message", "GET", messages + "/1", "", 404, 10008, nil},
		{"thread in a direct conversation", "POST", "/channels/" + direct + "/messages/" + inDirect + "/threads", `{"name":"a"}`, 400, 50024, nil},
		{"thread without a name", "POST", messages + "/" + written + "/threads", `{"name":""}`, 400, 50035, nil},
		{"thread", "POST", messages + "/" + written + "/threads", `{"name":"a"}`, 200, 0, nil},
		{"thread twice", "POST", messages + "/" + written + "/threads", `{"name":"a"}`, 400, 160004, nil},
		{"unknown interaction", "POST", "/interactions/1/x/callback", `{"type":5}`, 404, 10062, nil},
		{"unknown webhook", "PATCH", "/webhooks/" + discordtest.App + "/x/messages/@original", `{"content":"a"` + quiet + `}`, 404, 10015, nil},
		{"commands of another application", "GET", "/applications/1/commands", "", 403, 20012, nil},
		{"commands of another guild", "GET", "/applications/" + discordtest.App + "/guilds/1/commands", "", 403, 50001, nil},
		{"command without a description", "POST", "/applications/" + discordtest.App + "/commands", `{"name":"a"}`, 400, 50035, nil},
		{"command in capitals", "POST", "/applications/" + discordtest.App + "/commands", `{"name":"A","description":"a"}`, 400, 50035, nil},
		{"unknown command", "PATCH", "/applications/" + discordtest.App + "/commands/1", `{"description":"a"}`, 404, 10063, nil},
	} {
		if status, code, answer := call(t, s, c.method, c.path, c.body, c.header...); status != c.status || code != c.code {
			t.Errorf("%s: %d, code %d (%v); want %d, code %d", c.name, status, code, answer["message"], c.status, c.code)
		}
	}
}

func TestNonceIsEnforcedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{MessageRate: -1})
	path := "/channels/" + discordtest.General + "/messages"
	post := func(body string) any {
		_, _, answer := call(t, s, "POST", path, body)
		return answer["id"]
	}
	once := post(`{"content":"a","nonce":"n","enforce_nonce":true` + quiet + `}`)
	if again := post(`{"content":"b","nonce":"n","enforce_nonce":true` + quiet + `}`); again != once {
		t.Errorf("posted %v and %v", once, again)
	}
	if again := post(`{"content":"c","nonce":"n"` + quiet + `}`); again == once {
		t.Error("a nonce alone keeps a message from being posted")
	}
	if all := s.Messages(discordtest.General); len(all) != 2 {
		t.Errorf("%d messages, want 2", len(all))
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{})
	path := "/channels/" + discordtest.General + "/messages"
	for n := range 6 {
		status, _, answer := call(t, s, "POST", path, `{"content":"a"`+quiet+`}`)
		after, _ := answer["retry_after"].(float64)
		if limited := n == 5; limited != (status == 429) || limited != (after > 0 && after <= 5) {
			t.Errorf("message %d: %d, to wait %v s", n+1, status, after)
		}
	}
}

// TestSaysWhatNoBotShouldDo: a message that may mention somebody is taken, as by Discord.
func TestSaysWhatNoBotShouldDo(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{})
	for _, body := range []string{`{"content":"a"}`, `{"content":"a","allowed_mentions":{"parse":["everyone"]}}`, `{"content":"a","allowed_mentions":{"parse":[],"replied_user":true}}`} {
		if status, _, _ := call(t, s, "POST", "/channels/"+discordtest.General+"/messages", body); status != 200 {
			t.Errorf("%s: %d", body, status)
		}
	}
	if n := len(s.Violations()); n != 3 {
		t.Errorf("%d violations, want 3", n)
	}
}

func TestInteraction(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options         discordtest.Options
		first, original int
	}{
		"in time":   {discordtest.Options{}, 204, 200},
		"late":      {discordtest.Options{AckWithin: time.Nanosecond}, 404, 404},
		"long over": {discordtest.Options{Tokens: time.Nanosecond}, 204, 401},
	} {
		s := newServer(t, c.options)
		id := s.Command(discordtest.General, "7", "ask", map[string]any{"question": "who?"})
		callback := "/interactions/" + id + "/" + discordtest.Token(id) + "/callback"
		if status, _, _ := call(t, s, "POST", callback, `{"type":5}`); status != c.first {
			t.Errorf("%s: answered %d, want %d", name, status, c.first)
		}
		if c.first == 204 {
			if status, code, _ := call(t, s, "POST", callback, `{"type":5}`); status != 400 || code != 40060 {
				t.Errorf("%s: answered twice: %d, %d", name, status, code)
			}
		}
		original := "/webhooks/" + discordtest.App + "/" + discordtest.Token(id) + "/messages/@original"
		if status, _, _ := call(t, s, "PATCH", original, `{"content":"a"`+quiet+`}`); status != c.original {
			t.Errorf("%s: filled %d, want %d", name, status, c.original)
		}
	}
}

// TestHistoryIsPagedFromTheOldest: after an id come the messages right after it, latest first.
func TestHistoryIsPagedFromTheOldest(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{Content: true})
	var ids []string
	for _, text := range []string{"a", "b", "c", "d"} {
		ids = append(ids, s.Say(discordtest.General, "7", text))
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL()+"/channels/"+discordtest.General+"/messages?limit=2&after="+ids[0], http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+discordtest.DefaultToken)
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var page []struct{ ID, Content string }
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	if len(page) != 2 || page[0].Content != "c" || page[1].Content != "b" {
		t.Errorf("a page of %+v, want c and b", page)
	}
}

// TestChanceFallsBySeed makes the same calls at two servers.
func TestChanceFallsBySeed(t *testing.T) {
	t.Parallel()
	fallen := func() []byte {
		s := newServer(t, discordtest.Options{Seed: 5, Failures: 0.5})
		var out bytes.Buffer
		for range 40 {
			status, _, _ := call(t, s, "GET", "/users/@me", "")
			out.WriteByte(byte(status / 100))
		}
		return out.Bytes()
	}
	one, two := fallen(), fallen()
	if !bytes.Equal(one, two) || !bytes.Contains(one, []byte{5}) || !bytes.Contains(one, []byte{2}) {
		t.Errorf("%v and %v", one, two)
	}
}
