package openaitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
)

// The key and the model that the endpoint knows.
const (
	Key   = "sk-test-0123456789abcdef"
	Model = "test-model"
)

// Request is what a completion was asked for with.
type Request struct {
	Body     map[string]any // all of it
	Messages []Message
}

// Message is a part of a prompt.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Reply writes what an endpoint answers.
type Reply func(w http.ResponseWriter, r *http.Request, asked Request)

// TB is what of a test the endpoint needs.
type TB interface {
	Helper()
	Cleanup(func())
	Error(args ...any)
}

// Server is the endpoint.
type Server struct {
	URL string // what OPENAI_BASE_URL is to be

	t       TB
	mu      sync.Mutex
	replies []Reply
	refused []string
	asked   []Request

	embeddings []Embedding
	embedded   [][]string
}

// New starts an endpoint that gives the replies in order, and the last one again and again.
func New(t TB, replies ...Reply) *Server {
	t.Helper()
	s := &Server{t: t, replies: replies}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.complete)
	mux.HandleFunc("POST /v1/embeddings", s.embed)
	mux.HandleFunc("GET /v1/models", s.models)
	server := httptest.NewServer(mux)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	s.URL = server.URL + "/v1"
	return s
}

// Refuse makes the endpoint refuse requests with a parameter, "max_tokens", or a value of one,
// "json_schema".
func (s *Server) Refuse(names ...string) *Server {
	s.refused = append(s.refused, names...)
	return s
}

// Asked returns the requests so far.
func (s *Server) Asked() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func (s *Server) models(w http.ResponseWriter, r *http.Request) {
	if !s.knows(w, r) {
		return
	}
	fmt.Fprintf(w, `{"object": "list", "data": [{"id": %q, "object": "model"}, {"id": %q, "object": "model"}]}`, Model, EmbeddingModel)
}

// knows reports whether the key is right, and refuses otherwise.
func (s *Server) knows(w http.ResponseWriter, r *http.Request) bool {
	if got := r.Header.Get("Authorization"); got != "Bearer "+Key {
		refuse(w, http.StatusUnauthorized, "Incorrect API key provided: "+strings.TrimPrefix(got, "Bearer "), "")
		return false
	}
	return true
}

func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	if !s.knows(w, r) {
		return
	}
	body, err := io.ReadAll(r.Body)
	var asked Request
	if err != nil || json.Unmarshal(body, &asked.Body) != nil || json.Unmarshal(body, &asked) != nil || len(asked.Messages) == 0 {
		refuse(w, http.StatusBadRequest, "We could not parse the JSON body of your request.", "")
		return
	}
	s.mu.Lock()
	s.asked = append(s.asked, asked)
	s.mu.Unlock()
	if name := s.foul(asked, string(body)); name != "" {
		refuse(w, http.StatusBadRequest, fmt.Sprintf("Unsupported parameter or value: '%s' is not supported with this model.", name), name)
		return
	}
	s.next()(w, r, asked)
}

// foul returns what of a request is refused, or "".
func (s *Server) foul(asked Request, body string) string {
	for _, name := range s.refused {
		if _, ok := asked.Body[name]; ok || strings.Contains(body, `"type":"`+name+`"`) {
			return name
		}
	}
	if asked.Body["model"] != Model {
		return "model"
	}
	if asked.Body["stream"] != true {
		s.t.Error("a completion is asked for without a stream")
	}
	return ""
}

func (s *Server) next() Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	reply := s.replies[0]
	if len(s.replies) > 1 {
		s.replies = s.replies[1:]
	}
	return reply
}

// refuse answers as OpenAI does: https://platform.openai.com/docs/guides/error-codes
func refuse(w http.ResponseWriter, status int, message, param string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{
		"message": message, "type": "invalid_request_error", "param": param, "code": nil,
	}})
}
