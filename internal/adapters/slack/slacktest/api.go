package slacktest

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// What the Web API takes beside blocks.
const (
	// https://docs.slack.dev/reference/methods/chat.postMessage: text is cut after 40,000
	// characters, which here is an error.
	maxMessageText = 40_000
	// https://docs.slack.dev/reference/methods/conversations.history
	maxPage, defaultPage = 999, 100
	// maxBlocksTotal is where chat.postMessage answers msg_blocks_too_long: not documented,
	// seen at about 13,200 characters (https://github.com/slackapi/bolt-js/issues/2509). What
	// is counted is not known; here it is all of the JSON.
	maxBlocksTotal = 13_200
	// maxMetadata: https://docs.slack.dev/messaging/message-metadata
	maxMetadata = 16 << 10 // bytes
	// rateBurst is how many messages at once a channel takes before a second's rest.
	rateBurst = 4
)

// args are what a method was called with: strings from a form, anything from JSON.
type args map[string]any

func (a args) text(name string) string {
	s, _ := a[name].(string)
	return s
}

// raw is an argument that is JSON: as such, or as a string in a form.
func (a args) raw(name string) json.RawMessage {
	switch v := a[name].(type) {
	case nil:
		return nil
	case string:
		return json.RawMessage(v)
	default:
		text, _ := json.Marshal(v)
		return text
	}
}

// is reports whether a flag is on.
func (a args) is(name string) bool {
	switch v := a[name].(type) {
	case bool:
		return v
	case string:
		return v == "1" || v == "true"
	}
	return false
}

// reply is the answer of a method, less ok.
type reply map[string]any

// fail is an answer with an error.
func fail(code string) reply { return reply{"error": code} }

// readArgs reads the arguments and the token, which stands in a header or among them.
func readArgs(r *http.Request) (a args, token string, code string) {
	a = args{}
	token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		body, err := io.ReadAll(r.Body)
		if err != nil || len(body) > 0 && json.Unmarshal(body, &a) != nil {
			return nil, "", "invalid_json"
		}
	} else {
		if err := r.ParseForm(); err != nil {
			return nil, "", "invalid_form_data"
		}
		for name := range r.Form {
			a[name] = r.Form.Get(name)
		}
	}
	token = cmp.Or(token, a.text("token"))
	delete(a, "token")
	return a, token, ""
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	a, token, code := readArgs(r)
	s.mu.Lock()
	s.calls[method]++
	pause := time.Duration(s.draw("latency", method) * float64(s.faults.Latency))
	broken := s.chance(s.faults.Failures, "failure", method)
	hung := method == "apps.connections.open" && s.faults.HungOpen
	s.mu.Unlock()
	if hung {
		pause = time.Hour
	}
	select {
	case <-time.After(pause):
	case <-r.Context().Done():
		return
	case <-s.ctx.Done():
		return
	}
	switch {
	case broken:
		http.Error(w, "<html>Service Unavailable</html>", http.StatusServiceUnavailable)
		return
	case code == "":
		code = s.authorise(method, token)
	}
	answer := fail(code)
	if code == "" {
		answer = s.call(w, r, method, a)
	}
	if answer == nil {
		return // answered
	}
	_, wrong := answer["error"]
	answer["ok"] = !wrong
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.options.Scopes, ","))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer)
}

// authorise returns the error of a token that is not the one for the method.
func (s *Server) authorise(method, token string) string {
	want := BotToken
	if method == "apps.connections.open" {
		want = AppToken
	}
	switch {
	case token == want:
		return ""
	case token == "":
		return "not_authed"
	case token == BotToken || token == AppToken:
		return "not_allowed_token_type"
	}
	return "invalid_auth"
}

// call calls a method. It returns nil when it has answered itself.
func (s *Server) call(w http.ResponseWriter, r *http.Request, method string, a args) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch method {
	case "auth.test":
		return reply{"url": s.http.URL + "/", "team": "Briefing", "user": "briefbot", "team_id": Team, "user_id": Bot, "bot_id": BotID, "is_enterprise_install": false}
	case "apps.connections.open":
		ticket := s.id("ticket-")
		s.tickets[ticket] = true
		return reply{"url": "ws" + strings.TrimPrefix(s.http.URL, "http") + "/socket?ticket=" + ticket + "&app_id=" + App}
	case "chat.postMessage", "chat.postEphemeral":
		return s.post(w, method, a)
	case "conversations.history", "conversations.replies":
		return s.history(method, a)
	case "conversations.info":
		c, code := s.channel(a.text("channel"), "")
		if code != "" {
			return fail(code)
		}
		return reply{"channel": map[string]any{
			"id": c.id, "name": strings.ToLower(c.id), "is_channel": c.kind == "channel", "is_group": c.kind == "group",
			"is_im": c.kind == "im", "is_member": c.member, "is_archived": c.archived,
		}}
	case "users.info":
		if !slices.Contains(s.options.Scopes, "users:read") {
			return s.missing("users:read")
		}
		return reply{"user": map[string]any{"id": a.text("user"), "team_id": Team, "name": strings.ToLower(a.text("user")), "is_bot": a.text("user") == Bot}}
	case "views.open", "views.publish":
		return reply{"view": map[string]any{"id": s.id("V")}}
	}
	return fail("unknown_method")
}

// missing is the error of a scope that the token lacks.
func (s *Server) missing(scope string) reply {
	return reply{"error": "missing_scope", "needed": scope, "provided": strings.Join(s.options.Scopes, ",")}
}

// channel returns a channel that the bot may use, or the error. With a right it has to be a
// member.
func (s *Server) channel(id, right string) (*channel, string) {
	c := s.channels[id]
	switch {
	case c == nil:
		return nil, "channel_not_found"
	case right != "" && !c.member && (c.kind == "group" || c.kind == "im"):
		return nil, "channel_not_found" // what it is no member of does not exist for the bot
	case right != "" && !c.member:
		return nil, "not_in_channel"
	case right == "write" && c.archived:
		return nil, "is_archived"
	}
	return c, ""
}

// post is chat.postMessage and chat.postEphemeral.
func (s *Server) post(w http.ResponseWriter, method string, a args) reply {
	if !slices.Contains(s.options.Scopes, "chat:write") {
		return s.missing("chat:write")
	}
	c, code := s.channel(a.text("channel"), "write")
	if code != "" {
		return fail(code)
	}
	if s.chance(s.faults.TooMany, "429", c.id) || s.options.RateLimit && !c.allows(time.Now()) {
		w.Header().Set("Retry-After", "1")
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
		return nil
	}
	m, wrong := s.message(c, method, a)
	if wrong != nil {
		return wrong
	}
	if method == "chat.postEphemeral" {
		if m.For = a.text("user"); m.For == "" {
			return fail("user_not_in_channel")
		}
	}
	s.add(c, m)
	s.loseReply(c.id)
	if m.For != "" {
		return reply{"message_ts": m.TS}
	}
	s.deliverEvent(c, m, "message", map[string]any{"bot_id": BotID, "app_id": App})
	return reply{"channel": c.id, "ts": m.TS, "message": m.shown(true)}
}

// message makes the message that is to be posted, or says why not.
func (s *Server) message(c *channel, via string, a args) (*Message, reply) {
	m := &Message{
		Channel: c.id, Thread: a.text("thread_ts"), User: Bot, BotID: BotID, Text: a.text("text"),
		Blocks: a.raw("blocks"), Metadata: a.raw("metadata"), Via: via,
	}
	parent := c.find(m.Thread)
	switch {
	case m.Thread != "" && (parent == nil || parent.For != ""):
		return nil, fail("thread_not_found")
	case parent != nil && parent.Thread != "" && parent.Thread != parent.TS:
		return nil, fail("cannot_reply_to_message") // a reply heads no thread
	case m.Text == "" && len(m.Blocks) == 0:
		return nil, fail("no_text")
	case utf8.RuneCountInString(m.Text) > maxMessageText:
		return nil, fail("msg_too_long")
	}
	if len(m.Blocks) > 0 {
		if !json.Valid(m.Blocks) {
			return nil, fail("invalid_blocks_format")
		}
		if wrong := CheckBlocks(m.Blocks); len(wrong) > 0 {
			return nil, reply{"error": "invalid_blocks", "response_metadata": map[string]any{"messages": wrong}}
		}
		if via != "response_url" && utf8.RuneCount(m.Blocks) > maxBlocksTotal {
			return nil, fail("msg_blocks_too_long")
		}
	}
	if code := wrongMetadata(m.Metadata); code != "" {
		return nil, fail(code)
	}
	m.TS = s.ts(c.id)
	m.Sent, _ = json.Marshal(sent(a))
	return m, nil
}

// sent is what the bot sent, with its JSON in strings read.
func sent(a args) args {
	a = maps.Clone(a)
	for _, name := range []string{"blocks", "metadata"} {
		if raw := a.raw(name); json.Valid(raw) {
			a[name] = raw
		}
	}
	return a
}

func wrongMetadata(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	var m struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}
	switch {
	case len(raw) > maxMetadata:
		return "metadata_too_large"
	case json.Unmarshal(raw, &m) != nil || m.EventType == "" || m.EventPayload == nil:
		return "invalid_metadata_format"
	}
	return ""
}

// allows reports whether the channel's rate allows a message, and takes its place.
func (c *channel) allows(now time.Time) bool {
	if c.filled.IsZero() {
		c.tokens = rateBurst
	}
	c.tokens, c.filled = min(rateBurst, c.tokens+now.Sub(c.filled).Seconds()), now
	if c.tokens < 1 {
		return false
	}
	c.tokens--
	return true
}

// loseReply cuts the connection of a call whose message is stored. The lock is held, and let
// go by the caller's defer.
func (s *Server) loseReply(name string) {
	if s.chance(s.faults.LostReplies, "reply", name) {
		panic(http.ErrAbortHandler)
	}
}

// history is conversations.history, the newest first, and conversations.replies, the oldest
// first.
func (s *Server) history(method string, a args) reply {
	c, code := s.channel(a.text("channel"), "read")
	if code != "" {
		return fail(code)
	}
	scope := map[string]string{"channel": "channels:history", "group": "groups:history", "im": "im:history", "mpim": "mpim:history"}[c.kind]
	if !slices.Contains(s.options.Scopes, scope) {
		return s.missing(scope)
	}
	limit := defaultPage
	if a["limit"] != nil {
		n, err := strconv.Atoi(a.text("limit"))
		if err != nil || n < 1 || n > maxPage {
			return fail("invalid_limit")
		}
		limit = n
	}
	thread := a.text("ts")
	if method == "conversations.replies" && c.find(thread) == nil {
		return fail("thread_not_found")
	}
	found := c.between(a, method, thread)
	from := 0
	if cursor := a.text("cursor"); cursor != "" {
		ts, err := base64.StdEncoding.DecodeString(cursor)
		if from = slices.IndexFunc(found, func(m *Message) bool { return m.TS == string(ts) }); err != nil || from < 0 {
			return fail("invalid_cursor")
		}
	}
	page := found[from:min(from+limit, len(found))]
	shown := []any{}
	for _, m := range page {
		shown = append(shown, m.shown(a.is("include_all_metadata")))
	}
	next := ""
	if from+limit < len(found) {
		next = base64.StdEncoding.EncodeToString([]byte(found[from+limit].TS))
	}
	return reply{"messages": shown, "has_more": next != "", "response_metadata": map[string]any{"next_cursor": next}}
}

// between returns the channel's or the thread's messages from oldest to latest, in the order
// of the method.
func (c *channel) between(a args, method, thread string) []*Message {
	oldest, latest := number(a.text("oldest"), 0), number(a.text("latest"), 1e12)
	var found []*Message
	for _, m := range c.messages {
		ts := number(m.TS, 0)
		switch {
		case m.For != "": // nobody's history
		case ts < oldest || ts > latest, !a.is("inclusive") && (ts == oldest || ts == latest):
		case thread != "" && m.TS != thread && m.Thread != thread:
		case thread == "" && m.Thread != "" && m.Thread != m.TS:
		default:
			found = append(found, m)
		}
	}
	if method == "conversations.history" {
		slices.Reverse(found)
	}
	return found
}

func number(s string, otherwise float64) float64 {
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f
	}
	return otherwise
}

// shown is the message as the Web API shows it: with ids for the blocks that have none.
func (m *Message) shown(metadata bool) map[string]any {
	out := map[string]any{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": Team}
	if m.BotID != "" {
		out["bot_id"], out["app_id"] = m.BotID, App
	}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
	}
	if metadata && len(m.Metadata) > 0 {
		out["metadata"] = m.Metadata
	}
	var blocks []map[string]any
	if json.Unmarshal(m.Blocks, &blocks) == nil {
		for i, b := range blocks {
			if b["block_id"] == nil {
				b["block_id"] = "b" + strconv.Itoa(i)
			}
		}
		out["blocks"] = blocks
	}
	return out
}

// serveResponse takes a message through a response_url: five times in thirty minutes
// (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	a, _, code := readArgs(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	from := s.responders[r.PathValue("id")]
	switch {
	case code != "":
	case from == nil || s.options.Now().Sub(from.made) > 30*time.Minute:
		code = "expired_url"
	case from.uses >= 5:
		code = "used_url"
	}
	if code != "" {
		w.WriteHeader(http.StatusNotFound)
		_ = json.NewEncoder(w).Encode(reply{"ok": false, "error": code})
		return
	}
	if s.chance(s.faults.Failures, "failure", "response_url") {
		http.Error(w, "<html>Service Unavailable</html>", http.StatusServiceUnavailable)
		return
	}
	c := s.channels[from.channel]
	m, wrong := s.message(c, "response_url", a)
	if wrong != nil {
		wrong["ok"] = false
		_ = json.NewEncoder(w).Encode(wrong)
		return
	}
	from.uses++
	if a.text("response_type") != "in_channel" {
		m.For = from.user
	}
	s.add(c, m)
	s.loseReply(c.id)
	_, _ = io.WriteString(w, "ok")
}
