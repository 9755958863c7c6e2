package mend

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"
	"unicode/utf8"
)

func TestMend(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"<html>", ""},
		{"<rss>", "<rss></rss>"},
		{"<item><title>a</title><item></item></p><item/><item>", "<rss><item><title>a</title></item><item></item><item></item></rss>"},
		{"<RSS><channel><x><y></x><title>a & <b>b", "<rss><channel></channel></rss>"},
		{"<rss><channel><title>a & <b>b</title><item><title>c</title>", "<rss><channel><title>a &amp; &lt;b&gt;b</title></channel></rss>"},
		{"<rss><item><link>b?x&amp;y</link><media:x><title>c</title></media:x></rss>", "<rss><item><link>http://a/b?x&amp;y</link></item></rss>"},
		{"<feed><entry><title>1 &lt; 2</title><id>x</id></feed>", "<feed><entry><title>1 &amp;lt; 2</title><dc:identifier>x</dc:identifier></entry></feed>"},
	} {
		feed := Mend(c.text, "http://a/")
		if got := withoutRoot(string(feed.XML), feed.Form); got != c.want {
			t.Errorf("%s\nis  %s\nnot %s", c.text, got, c.want)
		}
	}
}

// withoutRoot leaves out what the outermost element declares.
func withoutRoot(text, form string) string {
	lead := "<" + form + declared[form] + ` xml:lang="">`
	if len(text) < len(lead) || text[:len(lead)] != lead {
		return text
	}
	return "<" + form + ">" + text[len(lead):]
}

// FuzzMend holds what is mended to what a strict parser takes.
func FuzzMend(f *testing.F) {
	f.Add("<rss><channel><title>a<item xml:lang='\"&'><link href='<'/></item>")
	f.Add("<feed xml:base='http://x/y'><entry xml:lang=de><link href='\x01z'>&#0;&#xffff;&nbsp;</entry>")
	f.Add("<channel href=x><item lastmod=2004><![CDATA[]]]]><abstract><![CDATA[ <a></abstract></channel>")
	f.Fuzz(func(t *testing.T, text string) {
		feed := Mend(Decode([]byte(text), ""), "https://news.example/")
		if feed.Partial != nil && !errors.Is(feed.Partial, ErrPartial) {
			t.Fatal(feed.Partial)
		}
		if (feed.Form == "") != (len(feed.XML) == 0) || !utf8.Valid(feed.XML) {
			t.Fatalf("form %q of %q", feed.Form, feed.XML)
		}
		for d := xml.NewDecoder(bytes.NewReader(feed.XML)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v in %s", err, feed.XML)
			}
		}
	})
}
