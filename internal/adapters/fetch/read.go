package fetch

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"

	"briefbot/internal/briefing/sources"
)

// readPage reads a body that is text and within its limits.
func readPage(resp *http.Response) ([]byte, error) {
	if t := resp.Header.Get("Content-Type"); binary(t) {
		return nil, fault(sources.Unfit, "this is %s and neither a feed nor a page", quoted(t))
	}
	if resp.ContentLength > maxWireBytes {
		return nil, errTooLong
	}
	body, whole, err := read(resp, maxBodyBytes)
	if err == nil && !whole {
		return nil, fault(sources.Unfit, "more than %d MB when inflated", maxBodyBytes/1_000_000)
	}
	return body, err
}

// readRobots reads as much of a robots.txt as is looked at.
func readRobots(resp *http.Response) ([]byte, error) {
	body, _, err := read(resp, maxRobotsBytes)
	return body, err
}

// read reads a body up to a number of inflated bytes, and says whether that is all of it.
func read(resp *http.Response, most int64) (body []byte, whole bool, err error) {
	r, err := inflated(resp.Header, &wire{r: resp.Body, left: maxWireBytes})
	if err != nil {
		return nil, false, err
	}
	body, err = io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(body)) > most {
		return body[:most], false, nil
	}
	return body, true, err
}

// inflated undoes the encoding of a body. What was not asked for is not undone.
func inflated(h http.Header, body io.Reader) (io.Reader, error) {
	encoding := strings.ToLower(strings.TrimSpace(strings.Join(h["Content-Encoding"], ",")))
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
	default:
		return nil, fault(sources.Unfit, "compressed with %s, which was not asked for", quoted(encoding))
	}
	r, err := gzip.NewReader(body)
	if errors.Is(err, io.EOF) {
		return strings.NewReader(""), nil // nothing, compressed to nothing
	}
	return r, err
}

// wire counts what is read of a body, as sent.
type wire struct {
	r    io.Reader
	left int64
}

var errTooLong = fault(sources.Unfit, "more than %d MB as sent", maxWireBytes/1_000_000)

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.r.Read(p[:min(int64(len(p)), w.left+1)])
	w.left -= int64(n)
	if w.left < 0 {
		return 0, errTooLong
	}
	return n, err
}
