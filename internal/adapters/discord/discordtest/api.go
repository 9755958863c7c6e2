package discordtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Request is a call that the bot made.
type Request struct {
	At     time.Time
	Method string
	Path   string // below the base, without the query
	Query  string
	Body   json.RawMessage // null when there was none
	Status int             // of the answer, also of one that was lost
	Lost   bool
}

// refusal is an answer that is an error.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
type refusal struct {
	status, code int
	message      string
	after        time.Duration // of 429
}

func (e *refusal) Error() string { return e.message }

func refuse(status, code int, format string, args ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// call is a request that is being answered.
type call struct {
	*http.Request
	body []byte
}

// read reads the body into into.
func (c call) read(into any) error {
	if err := json.Unmarshal(c.body, into); err != nil {
		return refuse(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	}
	return nil
}

// api is the part of the REST API that there is: https://discord.com/developers/docs/reference
func (s *Server) api() http.Handler {
	mux := http.NewServeMux()
	for route, answer := range map[string]func(call) (any, error){
		"GET /users/@me":          s.getMe,
		"GET /users/@me/guilds":   s.getGuilds,
		"GET /applications/@me":   s.getApplication,
		"GET /gateway":            s.getGateway,
		"GET /gateway/bot":        s.getGateway,
		"GET /guilds/{guild}":     s.getGuild,
		"GET /channels/{channel}": s.getChannel,

		"GET /channels/{channel}/messages":                    s.getMessages,
		"POST /channels/{channel}/messages":                   s.postMessage,
		"GET /channels/{channel}/messages/{message}":          s.getMessage,
		"POST /channels/{channel}/messages/{message}/threads": s.postThread,

		"POST /interactions/{interaction}/{token}/callback": s.postCallback,
		"GET /webhooks/{app}/{token}/messages/@original":    s.getOriginal,
		"PATCH /webhooks/{app}/{token}/messages/@original":  s.patchOriginal,
		"POST /webhooks/{app}/{token}":                      s.postFollowUp,

		"GET /applications/{app}/commands":                             s.getCommands,
		"PUT /applications/{app}/commands":                             s.putCommands,
		"POST /applications/{app}/commands":                            s.postCommand,
		"PATCH /applications/{app}/commands/{command}":                 s.patchCommand,
		"DELETE /applications/{app}/commands/{command}":                s.deleteCommand,
		"GET /applications/{app}/guilds/{guild}/commands":              s.getCommands,
		"PUT /applications/{app}/guilds/{guild}/commands":              s.putCommands,
		"POST /applications/{app}/guilds/{guild}/commands":             s.postCommand,
		"PATCH /applications/{app}/guilds/{guild}/commands/{command}":  s.patchCommand,
		"DELETE /applications/{app}/guilds/{guild}/commands/{command}": s.deleteCommand,
	} {
		method, path, _ := strings.Cut(route, " ")
		mux.HandleFunc(method+" "+basePath+path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, answer) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, func(call) (any, error) { return nil, refuse(http.StatusNotFound, 0, "404: Not Found") })
	})
	return mux
}

// serve answers a call: by chance not at all, or not so that anybody hears of it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, answer func(call) (any, error)) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return // the bot is gone
	}
	time.Sleep(s.options.Latency)
	c := call{Request: r, body: raw}
	if s.falls(s.options.Failures) {
		s.record(c, http.StatusBadGateway, false)
		http.Error(w, "<html>502 Bad Gateway</html>", http.StatusBadGateway)
		return
	}
	var result any
	if err = s.admit(c); err == nil {
		result, err = answer(c)
	}
	status := http.StatusOK
	if result == nil {
		status = http.StatusNoContent
	}
	if e, ok := err.(*refusal); ok {
		status, result = e.status, s.problem(w, e)
	}
	lost := s.falls(s.options.LoseReplies)
	s.record(c, status, lost)
	if lost {
		panic(http.ErrAbortHandler) // cuts the connection
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if status != http.StatusNoContent {
		_ = json.NewEncoder(w).Encode(result) // the bot may be gone
	}
}

// problem is a refusal as Discord writes it.
func (s *Server) problem(w http.ResponseWriter, e *refusal) any {
	if e.status != http.StatusTooManyRequests {
		return map[string]any{"message": e.message, "code": e.code}
	}
	// https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
	after := e.after.Seconds()
	w.Header().Set("Retry-After", strconv.Itoa(int(after)+1))
	w.Header().Set("X-RateLimit-Remaining", "0")
	w.Header().Set("X-RateLimit-Reset-After", strconv.FormatFloat(after, 'f', 3, 64))
	w.Header().Set("X-RateLimit-Scope", "user")
	return map[string]any{"message": "You are being rate limited.", "retry_after": after, "global": false}
}

// admit refuses what Discord refuses of any call.
func (s *Server) admit(c call) error {
	path := strings.TrimPrefix(c.URL.Path, basePath)
	// An interaction's token is all that its routes ask for.
	open := strings.HasPrefix(path, "/webhooks/") || strings.HasPrefix(path, "/interactions/")
	// https://discord.com/developers/docs/reference#authentication
	if !open && c.Header.Get("Authorization") != "Bot "+s.options.Token {
		return refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	// https://discord.com/developers/docs/reference#user-agent
	if !strings.HasPrefix(c.UserAgent(), "DiscordBot (") {
		return s.violated(refuse(http.StatusForbidden, 40333, "User-Agent %q is not valid", c.UserAgent()))
	}
	if len(c.body) == 0 {
		return nil
	}
	// https://discord.com/developers/docs/reference#http-api
	if kind := c.Header.Get("Content-Type"); kind != "application/json" {
		return s.violated(refuse(http.StatusBadRequest, 50035, "Expected \"Content-Type\" header to be application/json, not %q", kind))
	}
	if !json.Valid(c.body) {
		return s.violated(refuse(http.StatusBadRequest, 50109, "The request body contains invalid JSON."))
	}
	if err := s.options.Spec.agrees(c.Method, path, c.body); err != nil {
		return s.violated(refuse(http.StatusBadRequest, 50035, "Invalid Form Body: %v", err))
	}
	return nil
}

// violated keeps a refusal that no bot should ever get.
func (s *Server) violated(e *refusal) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violate("%s", e.message)
	return e
}

func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

func (s *Server) record(c call, status int, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body := json.RawMessage(bytes.Clone(c.body))
	if !json.Valid(body) {
		body = json.RawMessage("null")
	}
	s.requests = append(s.requests, Request{
		At: time.Now(), Method: c.Method, Path: strings.TrimPrefix(c.URL.Path, basePath), Query: c.URL.RawQuery,
		Body: body, Status: status, Lost: lost,
	})
}

// Requests returns all calls so far, in the order in which they were answered.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Violations returns what the bot did that Discord does not allow, or that no bot should do.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

func me() map[string]any {
	return map[string]any{"id": App, "username": "briefbot", "discriminator": "0000", "bot": true}
}

func (s *Server) getMe(call) (any, error) { return me(), nil }

func (s *Server) getGuilds(call) (any, error) {
	return []any{map[string]any{"id": Guild, "name": "guild"}}, nil
}

func (s *Server) getGuild(c call) (any, error) {
	if c.PathValue("guild") != Guild {
		return nil, refuse(http.StatusNotFound, 10004, "Unknown Guild")
	}
	return map[string]any{"id": Guild, "name": "guild"}, nil
}

// The flag of an application that may read the content of messages.
// https://discord.com/developers/docs/resources/application#application-object-application-flags
const flagMessageContentLimited = 1 << 19

func (s *Server) getApplication(call) (any, error) { return s.application(), nil }

func (s *Server) application() map[string]any {
	flags := 0
	if s.options.Content {
		flags = flagMessageContentLimited
	}
	return map[string]any{"id": App, "name": "briefbot", "flags": flags}
}

// getGateway says where the gateway is.
// https://discord.com/developers/docs/events/gateway#get-gateway-bot
func (s *Server) getGateway(c call) (any, error) {
	answer := map[string]any{"url": s.gatewayURL()}
	if strings.HasSuffix(c.URL.Path, "/bot") {
		s.mu.Lock()
		defer s.mu.Unlock()
		answer["shards"] = 1
		answer["session_start_limit"] = map[string]any{
			"total": s.limit(), "remaining": max(0, s.limit()-s.stats.Identifies), "reset_after": 14400000, "max_concurrency": 1,
		}
	}
	return answer, nil
}

func (s *Server) limit() int { return cmp.Or(s.options.Sessions, sessions) }

func (s *Server) getChannel(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.channel(c)
	if err != nil {
		return nil, err
	}
	return ch.object(), nil
}

// channel finds the channel of a call.
func (s *Server) channel(c call) (*channel, error) {
	ch := s.channels[c.PathValue("channel")]
	switch {
	case ch == nil:
		return nil, refuse(http.StatusNotFound, 10003, "Unknown Channel")
	case !ch.read:
		return nil, refuse(http.StatusForbidden, 50001, "Missing Access")
	}
	return ch, nil
}
