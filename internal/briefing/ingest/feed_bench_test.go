package ingest

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// BenchmarkReadFeed reads a feed of 200 stories with their full texts, 660 kB, and reports how
// many times as long it takes as encoding/xml to go over the tokens alone.
func BenchmarkReadFeed(b *testing.B) {
	var feed strings.Builder
	feed.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>`)
	for i := range 200 {
		fmt.Fprintf(&feed, `<item><title>Story %d</title><link>https://news.example/%d</link><guid>%d</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>`, i, i, i)
		feed.WriteString("<description>The mayor said &amp;quot;yes&amp;quot;.</description><content:encoded><![CDATA[")
		feed.WriteString(strings.Repeat("<p>The mayor said that the bridge will open in the spring &amp; that it cost too much.</p>\n", 33))
		feed.WriteString("]]></content:encoded></item>\n")
	}
	feed.WriteString("</channel></rss>")
	data := []byte(feed.String())
	b.SetBytes(int64(len(data)))
	var tokens time.Duration
	for b.Loop() {
		if read, err := ReadFeed(data, "", feedAddress); err != nil || len(read.Entries) != 200 {
			b.Fatal(len(read.Entries), err)
		}
		b.StopTimer()
		start := time.Now()
		for d := xml.NewDecoder(strings.NewReader(feed.String())); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		tokens += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed())/float64(tokens), "times-encoding/xml")
}
