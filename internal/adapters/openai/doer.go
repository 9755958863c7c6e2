package openai

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"briefbot/internal/briefing/inert"
)

// doer makes the SDK's requests within bounds.
type doer struct {
	client *http.Client
	key    string
	most   int64 // bytes of a reply
}

func newDoer(key string) doer {
	return doer{key: key, most: maxResponseBytes, client: &http.Client{
		Transport:     http.DefaultTransport.(*http.Transport).Clone(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

const (
	// maxResponseBytes is far more than a reply of maxOutputTokens with all that a stream has
	// around its words.
	maxResponseBytes = 2 << 20
	// maxRefusalBytes is how much is read of why a request is refused.
	maxRefusalBytes = 16 << 10
	// maxSaidRunes is how much of it is told.
	maxSaidRunes = 200
)

// Do implements the SDK's HTTPDoer. What is no success is an error: the SDK would read all of
// it and forget what the headers say.
func (d doer) Do(req *http.Request) (*http.Response, error) {
	resp, err := d.client.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return nil, &fault{reason: d.hide(err.Error()), again: true}
	}
	if resp.StatusCode/100 != 2 {
		defer resp.Body.Close()
		return nil, d.refusal(resp)
	}
	resp.Body = &bounded{resp.Body, d.most, d.most}
	return resp, nil
}

// refusal says why a request is refused.
func (d doer) refusal(resp *http.Response) *fault {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBytes)) // what came of it is all there is
	f := &fault{
		status: resp.StatusCode, said: string(body), after: retryAfter(resp.Header.Get("Retry-After"), time.Now()),
		again: resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusRequestTimeout || resp.StatusCode >= 500,
	}
	f.reason = strings.TrimSpace(fmt.Sprintf("it answers %d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
	if message := d.hide(message(body)); message != "" {
		f.reason += ": " + strings.TrimRight(message, ".")
	}
	return f
}

// hide makes a text fit for a log: one short line without the key.
func (d doer) hide(text string) string {
	if d.key != "" {
		text = strings.ReplaceAll(text, d.key, "***")
	}
	return cut(text)
}

func cut(text string) string {
	runes := []rune(inert.Clean(text))
	return string(runes[:min(len(runes), maxSaidRunes)])
}

// message finds the words for a person in the body of a refusal.
func message(body []byte) string {
	var b struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &b) != nil {
		return ""
	}
	return b.Error.Message + b.Message
}

// retryAfter reads how long an endpoint wants to be left alone: seconds or a date (RFC 9110,
// 10.2.3).
func retryAfter(header string, now time.Time) time.Duration {
	if s, err := strconv.ParseFloat(header, 64); err == nil && s > 0 {
		return time.Duration(min(s, 1e6) * float64(time.Second))
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// fault is why there is no reply.
type fault struct {
	reason string
	again  bool          // another try may go well
	after  time.Duration // not before
	status int           // of HTTP; 0 without one
	said   string        // the endpoint's words; not to be shown

	foreign bool // the reply has another form than was asked for
}

func (f *fault) Error() string { return f.reason }

// bounded is a body that is an error past its bound.
type bounded struct {
	io.ReadCloser
	left, most int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, &fault{reason: fmt.Sprintf("the reply is larger than %d MB", b.most>>20)}
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
