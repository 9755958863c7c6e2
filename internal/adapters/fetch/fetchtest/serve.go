package fetchtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// document is what is at an address.
type document struct {
	number, item int // item is -1 for the feed itself
	fault        Fault
	moved        bool // it is asked for where the Moved fault redirects to
	mediaType    string
}

// serve answers the requests to a host.
func (s *Site) serve(h *host) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.arrive(h, r)
		defer s.leave(v)
		if r.URL.Path == "/robots.txt" {
			s.answer(v)
			_, _ = io.WriteString(w, robotsTxt)
			return
		}
		d, ok := s.find(h, r.URL.Path)
		switch {
		case !ok:
			s.answer(v)
			http.NotFound(w, r)
		case d.item < 0:
			s.serveFeed(w, v, d)
		default:
			s.servePage(w, v, d)
		}
	}
}

// find reads a path, and says what is there.
func (s *Site) find(h *host, path string) (document, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var d document
	path, d.moved = strings.CutPrefix(path, "/moved")
	path = strings.TrimPrefix(path, strings.TrimSuffix(forbidden, "/"))
	if _, err := fmt.Sscanf(path, "/%d/", &d.number); err != nil || d.number >= len(s.feeds) || d.number < 0 || s.of(d.number) != h {
		return d, false
	}
	f := s.feeds[d.number]
	if path == feedPath(d.number) {
		d.item, d.fault, d.mediaType = -1, f.fault, formats[d.number%len(formats)].mediaType
		return d, true
	}
	_, err := fmt.Sscanf(path, "/%d/%d.html", &d.number, &d.item)
	d.fault, d.mediaType = s.pageFaults[place{d.number, d.item}], "text/html; charset=utf-8"
	return d, err == nil && path == pagePath(d.number, d.item) && d.item >= 0 && d.item < f.items
}

func (s *Site) serveFeed(w http.ResponseWriter, v *visit, d document) {
	if s.fail(w, v, d) {
		return
	}
	f, etag, modified := s.version(d.number)
	if etag != "" {
		w.Header().Set("ETag", etag)
	}
	w.Header().Set("Last-Modified", modified)
	if s.known(v, f, etag, modified) {
		s.answer(v)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.give(f, d.fault.fate().feed == read) // before: who has it all may come again at once
	if err := s.send(w, v, d, s.feed(d, v.host.server.URL+"/")); err != nil {
		s.give(f, false)
	}
}

// version is a feed and its validators. Some have a weak ETag, some none.
func (s *Site) version(number int) (f *feed, etag, modified string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f = s.feeds[number]
	modified = s.options.First.Add(time.Duration(f.version) * time.Second).UTC().Format(http.TimeFormat)
	etag = fmt.Sprintf(`"%d.%d"`, number, f.version)
	switch number % 4 {
	case 1:
		etag = "W/" + etag
	case 3:
		etag = ""
	}
	return f, etag, modified
}

func (s *Site) servePage(w http.ResponseWriter, v *visit, d document) {
	if s.fail(w, v, d) {
		return
	}
	var body []byte
	switch d.fault {
	case Deep:
		body = bare(strings.Repeat("<div>", 20_000) + "deep")
	case Many:
		body = bare(links(6000))
	default:
		body = page(s.Story(d.number, d.item))
	}
	_ = s.send(w, v, d, body)
}

// send sends a document, as far as its fault lets it.
func (s *Site) send(w http.ResponseWriter, v *visit, d document, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", d.mediaType)
	switch d.fault {
	case WrongType:
		h.Set("Content-Type", "image/png")
	case Mislabel:
		body, _ = charmap.Windows1252.NewEncoder().Bytes(body)
	case CutShort:
		h.Set("Content-Length", fmt.Sprint(len(body)))
		body = body[:len(body)/2]
	default:
		if d.item < 0 && strings.Contains(v.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = s.zip(body)
		}
		h.Set("Content-Length", fmt.Sprint(len(body)))
	}
	s.answer(v)
	_, err := w.Write(body)
	return err
}

func (s *Site) zip(body []byte) []byte {
	var b bytes.Buffer
	z := s.zips.Get().(*gzip.Writer)
	defer s.zips.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body)
	_ = z.Close()
	return b.Bytes()
}
