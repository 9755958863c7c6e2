package openaitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Say writes a text to its end.
func Say(text string) Reply { return Answer(func(Request) string { return text }) }

// Answer writes what a model would to a prompt.
func Answer(model func(Request) string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, asked Request) {
		s := open(w)
		s.words(model(asked))
		s.finish("stop")
		s.usage()
		s.done()
	}
}

// Finish writes a text that ends for another reason: "length", "content_filter".
func Finish(text, reason string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) {
		s := open(w)
		s.words(text)
		s.finish(reason)
		s.done()
	}
}

// Cut writes a text and breaks off.
func Cut(text string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) {
		open(w).words(text)
		panic(http.ErrAbortHandler)
	}
}

// End writes a text and ends the stream in order, without a reason or [DONE].
func End(text string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) { open(w).words(text) }
}

// NoChoices writes a stream that is whole and has no choices.
func NoChoices() Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) {
		s := open(w)
		s.send(map[string]any{"choices": []any{}})
		s.done()
	}
}

// Raw writes a body as it is.
func Raw(contentType, body string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(body))
	}
}

// Fail refuses with a status, and with headers: "Retry-After", "1".
func Fail(status int, message string, headers ...string) Reply {
	return func(w http.ResponseWriter, _ *http.Request, _ Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		refuse(w, status, message, "")
	}
}

// Hang answers nothing.
func Hang() Reply {
	return func(_ http.ResponseWriter, r *http.Request, _ Request) { <-r.Context().Done() }
}

// Mute starts a stream and says nothing but that it is there.
func Mute() Reply {
	return func(w http.ResponseWriter, r *http.Request, _ Request) {
		s := open(w)
		for s.pause(r, 50*time.Millisecond) {
			s.raw(": processing\n\n")
		}
	}
}

// Drip writes a letter at a time and does not come to an end.
func Drip(every time.Duration) Reply {
	return func(w http.ResponseWriter, r *http.Request, _ Request) {
		s := open(w)
		for s.pause(r, every) {
			s.words("{")
		}
	}
}

// Flood writes that many bytes of a reply, in lines or in one.
func Flood(bytes int, lines bool) Reply {
	return func(w http.ResponseWriter, r *http.Request, _ Request) {
		s := open(w)
		block := strings.Repeat("x", 64<<10)
		for sent := 0; sent < bytes && r.Context().Err() == nil; sent += len(block) {
			if lines {
				s.words(block)
			} else {
				s.raw(block)
			}
		}
	}
}

// stream writes server-sent events.
type stream struct {
	w     http.ResponseWriter
	flush http.Flusher
	said  int
}

func open(w http.ResponseWriter) *stream {
	w.Header().Set("Content-Type", "text/event-stream")
	f, _ := w.(http.Flusher)
	s := &stream{w: w, flush: f}
	f.Flush()
	return s
}

func (s *stream) raw(text string) {
	_, _ = fmt.Fprint(s.w, text)
	s.flush.Flush()
}

func (s *stream) send(fields map[string]any) {
	event := map[string]any{"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": Model}
	for k, v := range fields {
		event[k] = v
	}
	data, _ := json.Marshal(event)
	s.raw("data: " + string(data) + "\n\n")
}

func choice(delta map[string]any, finish any) map[string]any {
	return map[string]any{"choices": []any{map[string]any{"index": 0, "delta": delta, "finish_reason": finish}}}
}

// words writes a text in a few pieces, which cut through its characters' bytes nowhere.
func (s *stream) words(text string) {
	const pieces = 8
	runes := []rune(text)
	size := max(1, len(runes)/pieces)
	for len(runes) > 0 {
		n := min(size, len(runes))
		s.send(choice(map[string]any{"content": string(runes[:n])}, nil))
		runes = runes[n:]
	}
	s.said += len(text)
}

func (s *stream) finish(reason string) { s.send(choice(map[string]any{}, reason)) }

func (s *stream) usage() {
	s.send(map[string]any{"choices": []any{}, "usage": map[string]any{"prompt_tokens": 1000, "completion_tokens": s.said / 4, "total_tokens": 1000 + s.said/4}})
}

func (s *stream) done() { s.raw("data: [DONE]\n\n") }

// pause waits; false when the other side is gone.
func (s *stream) pause(r *http.Request, d time.Duration) bool {
	select {
	case <-r.Context().Done():
		return false
	case <-time.After(d):
		return true
	}
}
