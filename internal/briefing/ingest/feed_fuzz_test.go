package ingest

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing/ingest/mend"
)

func FuzzReadFeed(f *testing.F) {
	for _, c := range feedKinds {
		f.Add([]byte(c.data), "")
		f.Add([]byte(c.data[:len(c.data)/2]), "text/xml; charset=shift_jis")
	}
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Add([]byte("<rss><channel><item><title><![CDATA[a<![CDATA[b</title><p:q xmlns:p='&#0;'><x></item>"), "text/xml; charset=hz-gb-2312")
	f.Add([]byte("<feed xml:base='http://[::1]:x/'><entry><link>//a b/\n</link><content type='a/b'>AA==<b></content></entry></feed>"), "")
	f.Add([]byte("<feed/><link/>"), "")
	f.Add([]byte("<rss xmlns='a' xmlns:='http://purl.org/dc/elements/1.1/'><channel><title>t</title>"), "")
	f.Add([]byte("<rss><channel><item><author>"+strings.Repeat("a", 2*mend.MaxLineBytes-1)+"é<![CDATA[b]]>"), "")
	f.Add([]byte("<rss><channel><item><author>"+strings.Repeat("é", mend.MaxLineBytes)+"<![CDATA[b]]>"), "")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		feed, err := ReadFeed(data, contentType, feedAddress)
		again, _ := ReadFeed(data, contentType, feedAddress)
		if diff := cmp.Diff(feed, again); diff != "" {
			t.Fatalf("not the same twice:\n%s", diff)
		}
		if err != nil && !errors.Is(err, ErrPartial) && !cmp.Equal(feed, Feed{}) {
			t.Fatalf("a feed of %d entries with %v", len(feed.Entries), err)
		}
		if err != nil && !errors.Is(err, ErrPartial) && IsFeed(data, contentType) {
			t.Fatalf("a feed that the parser does not take: %v", err)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\r") {
			t.Fatalf("an error of several lines: %q", err)
		}
		if err == nil && !IsFeed(data, contentType) {
			t.Fatal("is read and taken for no feed")
		}
		if len(feed.Entries) > mend.MaxEntries {
			t.Fatalf("%d entries", len(feed.Entries))
		}
		checkLine(t, feed.Title, feed.Language)
		for _, e := range feed.Entries {
			checkLine(t, e.ID, e.Title, e.Author, e.Source, e.Language)
			checkAddress(t, e.URL)
			if len(e.Summary) > mend.MaxContentBytes || len(e.Content) > mend.MaxContentBytes || !utf8.ValidString(e.Summary+e.Content) {
				t.Fatalf("%d and %d bytes: %.100q %.100q", len(e.Summary), len(e.Content), e.Summary, e.Content)
			}
			if !utf8.ValidString(e.Text()) {
				t.Fatalf("text %q", e.Text())
			}
			if y := e.Published.Year(); !e.Published.IsZero() && (y < 1990 || y > 9999) {
				t.Fatalf("published in %d", y)
			}
			e.Teaser()
		}
	})
}

func checkLine(t *testing.T, lines ...string) {
	for _, s := range lines {
		if !utf8.ValidString(s) || len(s) > mend.MaxLineBytes || strings.ContainsAny(s, "\n\r") {
			t.Fatalf("a line of %d bytes: %.100q", len(s), s)
		}
	}
}

func checkAddress(t *testing.T, addresses ...string) {
	for _, s := range addresses {
		u, err := url.Parse(s)
		if s != "" && (err != nil || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") || u.Host == "" || len(s) > mend.MaxLineBytes) {
			t.Fatalf("address %.100q: %v", s, err)
		}
	}
}
