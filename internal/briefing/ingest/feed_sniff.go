package ingest

import (
	"strings"

	"briefbot/internal/briefing/ingest/mend"
)

// IsFeed reports whether data is a feed and no web page, by what it holds: servers are
// wrong about types. The content type tells only how to decode it.
func IsFeed(data []byte, contentType string) bool {
	kind := sniff(mend.Decode(data[:min(len(data), maxSniffBytes)], contentType))
	return kind == "rss" || kind == "feed" || kind == "json"
}

const maxSniffBytes = 256 << 10 // before decoding

// sniff tells what a document is from its start: rss, feed, json, html or "".
func sniff(text string) string {
	start := strings.TrimSpace(text[:min(len(text), maxSniffBytes)])
	if !strings.HasPrefix(start, "{") {
		return mend.Root(start)
	}
	if strings.Contains(start, "jsonfeed.org/version") || strings.Contains(start, `jsonfeed.org\/version`) {
		return "json"
	}
	return ""
}
