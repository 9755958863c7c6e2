package fetchtest

import (
	"bytes"
	"net"
	"net/http"
	"time"
)

// statuses are the faults that are one.
var statuses = map[Fault]int{
	Error: http.StatusInternalServerError, TooMany: http.StatusTooManyRequests, Closed: http.StatusServiceUnavailable,
	NotFound: http.StatusNotFound, Gone: http.StatusGone, Denied: http.StatusForbidden,
}

// RetryAfter is what TooMany asks for.
const RetryAfter = 2 * time.Minute

// fail answers with what is wrong, and reports whether that is all.
func (s *Site) fail(w http.ResponseWriter, v *visit, d document) bool {
	if status, ok := statuses[d.fault]; ok {
		if d.fault == TooMany {
			w.Header().Set("Retry-After", "120")
		}
		s.answer(v)
		w.WriteHeader(status)
		return true
	}
	if to := s.redirect(v, d); to != "" {
		s.answer(v)
		status := http.StatusFound
		if d.fault == Moved {
			status = http.StatusMovedPermanently
		}
		http.Redirect(w, v.Request, to, status)
		return true
	}
	switch d.fault {
	case Hang:
		<-v.Context().Done()
	case Drip:
		drip(w, v)
	case Endless:
		endless(w, v, d)
	case Reset:
		s.answer(v)
		reset(w)
	case Bomb:
		s.answer(v)
		s.bomb(w, d)
	case Oversized:
		s.answer(v)
		w.Header().Set("Content-Type", d.mediaType)
		w.Header().Set("Content-Length", "6000000")
		_, _ = w.Write(bytes.Repeat([]byte(" "), 6_000_000))
	case NotFeed:
		s.answer(v)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(bare("<p>Welcome.</p>"))
	default:
		return false
	}
	return true
}

// redirect is where a fault leads, or "".
func (s *Site) redirect(v *visit, d document) string {
	switch d.fault {
	case Circle:
		return v.URL.Path
	case Private:
		return "http://169.254.169.254/latest/meta-data/"
	case Forbidden:
		return forbidden + v.URL.Path[1:]
	case Strange:
		return s.strange.URL + v.URL.Path
	case Moved:
		if !d.moved {
			return "/moved" + v.URL.Path
		}
	}
	return ""
}

// drip sends a byte every tenth of a second.
func drip(w http.ResponseWriter, v *visit) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if _, err := w.Write([]byte(" ")); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
		case <-v.Context().Done():
			return
		}
	}
}

// endless sends for as long as anybody takes it, and ends when the client is seen to be gone.
func endless(w http.ResponseWriter, v *visit, d document) {
	w.Header().Set("Content-Type", d.mediaType)
	blank := bytes.Repeat([]byte(" "), 64<<10)
	for v.Context().Err() == nil {
		if _, err := w.Write(blank); err != nil {
			<-v.Context().Done()
		}
	}
}

// reset ends a connection without a farewell.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// bomb sends 400 MB of blanks as about 400 kB.
func (s *Site) bomb(w http.ResponseWriter, d document) {
	w.Header().Set("Content-Type", d.mediaType)
	w.Header().Set("Content-Encoding", "gzip")
	member := s.zip(bytes.Repeat([]byte(" "), 1_000_000))
	for range 400 {
		if _, err := w.Write(member); err != nil {
			return
		}
	}
}
