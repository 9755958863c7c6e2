package ingest

import (
	"strings"

	"briefbot/internal/briefing/ingest/mend"
)

// IsFeed reports whether data is a feed and no web page, by what it holds: servers are
// wrong about types. The content type tells only how to decode it.
func IsFeed(data []byte, contentType string) bool {
	start := mend.Decode(data[:min(len(data), maxSniffBytes)], contentType)
	if strings.HasPrefix(strings.TrimSpace(start), "{") {
		start = mend.Decode(data, contentType) // what tells it may stand at its end
	}
	kind := sniff(start)
	return kind == "rss" || kind == "feed" || kind == "json"
}

const maxSniffBytes = 256 << 10 // before decoding

// sniff tells what a document is: rss, feed, json, html or "".
func sniff(text string) string {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") {
		return mend.Root(text[:min(len(text), maxSniffBytes)])
	}
	if strings.Contains(text, "jsonfeed.org/version") || strings.Contains(text, `jsonfeed.org\/version`) {
		return "json"
	}
	return ""
}
