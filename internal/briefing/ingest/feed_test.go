package ingest

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest/mend"
)

const feedAddress = "https://news.example/feeds/all.xml"

func utc(year int, month time.Month, day, hour, minute, second int) time.Time {
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
}

// feedKinds are one feed of each kind, and what it says.
var feedKinds = []struct {
	name, data string
	want       Feed
}{
	{
		"RSS 2.0", `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>News &amp;amp; Views</title><link>https://news.example/</link><atom:link href="all.xml" rel="self"/>
<language>en_gb</language><ttl>30</ttl><image><title>Logo</title><link>https://logo.example/</link></image>
<item><title>Mayor <![CDATA[<b>resigns</b>]]></title><link>/2026/mayor</link><guid isPermaLink="false">n-1</guid>
<dc:creator>Ana Ruiz</dc:creator><pubDate>Sat, 21 Nov 26 09:30 EST</pubDate><source url="https://wire.example/rss">The Wire</source>
<description>Short.</description><c:encoded><![CDATA[<p>Long &amp; good.</p>]]></c:encoded></item>
<item><guid>https://news.example/2</guid><author>b@news.example (Bo Li)</author></item>
</channel></rss>`,
		Feed{Title: "News & Views", Language: "en-GB", Every: 30 * time.Minute, Entries: []Entry{
			{
				ID: "n-1", URL: "https://news.example/2026/mayor", Title: "Mayor resigns", Author: "Ana Ruiz", Source: "The Wire",
				Summary: "Short.", Content: "<p>Long &amp; good.</p>", Published: utc(2026, 11, 21, 14, 30, 0),
			},
			{ID: "https://news.example/2", URL: "https://news.example/2", Author: "Bo Li"},
		}},
	},
	{
		"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link><dc:language>de</dc:language>
<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><items><rdf:Seq><rdf:li rdf:resource="x"/></rdf:Seq></items></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2026-11</dc:date></item></rdf:RDF>`,
		Feed{Title: "News", Language: "de", Every: 6 * time.Hour, Entries: []Entry{
			{ID: "https://news.example/1", URL: "https://news.example/1", Title: "One", Published: utc(2026, 11, 1, 0, 0, 0)},
		}},
	},
	{
		"RSS 0.91", `<!DOCTYPE rss [<!ENTITY co "Smith's"> <!ENTITY ext SYSTEM "file:///etc/passwd">]><rss version="0.91"><channel><title>&co; &ext; caf&eacute;</title>
<redirect><newLocation>https://new.example/rss</newLocation></redirect><itunes:new-feed-url>/moved</itunes:new-feed-url></channel>
<item><title>AT&T &lt;3</title><link> https://news.example/?a=1&copy=2
</link></item></rss>`,
		Feed{Title: "Smith's &ext; café", Entries: []Entry{
			{URL: "https://news.example/?a=1&copy=2", Title: "AT&T <3"},
		}},
	},
	{
		"Atom 1.0", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://blog.example/a/index.html">
<title type="html">Le &lt;i&gt;Blog&lt;/i&gt;</title><link rel="self" href="feed"/><link href="."/><author><name>Équipe</name></author>
<entry><id>tag:blog.example,2026:1</id><title>a &lt;blink&gt; tag</title><link rel="enclosure" href="x.mp3"/><link href="1.html"/>
<updated>2026-11-20T10:00:00+02:00</updated><published>2026-11-19T08:00:00Z</published>
<summary>1 &lt; 2</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p xml:lang="de">Fisch &amp; Brot<br/></p></div></content>
<source><title>Wire</title><link href="https://wire.example/"/><author><name>Cy</name></author></source></entry>
<entry xml:lang="es"><id>/2</id><title type="xhtml"><div>Dos</div></title><author><name>Eva</name><email>e@x.example</email></author><author><email>f@x.example</email></author>
<content type="application/octet-stream">PHA+aG9sYTwvcD4=</content></entry></feed>`,
		Feed{Title: "Le Blog", Language: "fr", Entries: []Entry{
			{
				ID: "tag:blog.example,2026:1", URL: "https://blog.example/a/1.html", Title: "a <blink> tag", Author: "Cy", Source: "Wire",
				Summary: "1 &lt; 2", Content: `<div xmlns="http://www.w3.org/1999/xhtml"><p xml:lang="de">Fisch &amp; Brot<br/></p></div>`,
				Published: utc(2026, 11, 19, 8, 0, 0), Modified: utc(2026, 11, 20, 8, 0, 0),
			},
			{ID: "https://blog.example/2", URL: "https://blog.example/2", Title: "Dos", Author: "Eva, f@x.example", Language: "es", Content: "<p>hola</p>"},
		}},
	},
	{
		"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">A &lt;b&gt;B&lt;/b&gt;</title>
<entry><title>T</title><link rel="alternate" type="text/html" href="/t"/><issued>2004</issued><modified>2004-02-29T12:00:00Z</modified>
<content type="text/html" mode="base64">PGI+eDwvYj4=</content></entry></feed>`,
		Feed{Title: "A B", Entries: []Entry{
			{URL: "https://news.example/t", Title: "T", Content: "<b>x</b>", Published: utc(2004, 1, 1, 0, 0, 0), Modified: utc(2004, 2, 29, 12, 0, 0)},
		}},
	},
	{
		"CDF", `<CHANNEL HREF="https://news.example/" BASE="https://news.example/cdf/"><TITLE>News</TITLE>
<ITEM HREF="one.html" LASTMOD="2026-11-01T10:00"><TITLE>One</TITLE><ABSTRACT>First</ABSTRACT></ITEM></CHANNEL>`,
		Feed{Title: "News", Entries: []Entry{
			{URL: "https://news.example/cdf/one.html", Title: "One", Summary: "First", Modified: utc(2026, 11, 1, 10, 0, 0)},
		}},
	},
	{
		"JSON Feed", `{"version": "https://jsonfeed.org/version/1.1", "title": "News <1>", "home_page_url": "/", "language": "en", "authors": [{"name": "Ana"}, null],
"items": [{"id": 7, "url": "a", "title": "A <b>", "content_text": "1 < 2", "summary": 5, "date_published": "2026-11-20T10:00:00+02:00"}, null,
{"id": "https://news.example/b", "content_html": "<p>b</p>", "author": {"name": "Bo"}, "language": "de"}]}`,
		Feed{Title: "News <1>", Language: "en", Entries: []Entry{
			{ID: "", URL: "https://news.example/feeds/a", Title: "A <b>", Author: "Ana", Content: "1 &lt; 2", Published: utc(2026, 11, 20, 8, 0, 0)},
			{Author: "Ana"},
			{ID: "https://news.example/b", URL: "https://news.example/b", Author: "Bo", Language: "de", Content: "<p>b</p>"},
		}},
	},
}

func TestReadFeed(t *testing.T) {
	t.Parallel()
	for _, c := range feedKinds {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadFeed([]byte(c.data), "", feedAddress)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("feed (-want +got):\n%s", diff)
			}
			if !IsFeed([]byte(c.data), "text/html") {
				t.Error("is taken for no feed")
			}
		})
	}
}

// TestBrokenFeeds reads feeds that no XML parser takes.
func TestBrokenFeeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, data string
		titles     string
	}{
		{"junk before", " \n<br />\n<b>Warning</b>: foo()\n<?xml version='1.0'?><rss><channel><item><title>a</title></item></channel></rss>", "a"},
		{"no end tags of fields", "<rss><channel><item><title>a<link>http://x/</link></item><item><title>b</title></channel></rss>", "ahttp://x/|b"},
		{"no end tags of items", "<rss><channel><item><title>a</title><item><title>b</title></channel></rss>", "a|b"},
		{"stray end tags", "<rss></p><channel></i><item></x><title>a</b></title></item></channel></rss>", "a"},
		{"tags crossed", "<rss><channel><item><title><b>a<i>b</b>c</i></title></item></channel></rss>", "abc"},
		{"undeclared prefix", "<rss><channel><item><dc:title>a</dc:title><x:title>b</x:title></item></channel></rss>", "a"},
		{"odd prefix", `<rss xmlns:zz="http://purl.org/dc/elements/1.1/"><channel><item><zz:title>a</zz:title></item></channel></rss>`, "a"},
		{"prefix of another", `<rss xmlns:dc="http://other.example/"><channel><item><dc:title>a</dc:title></item></channel></rss>`, ""},
		{"bare ampersands", "<rss><channel><item><title>a & b &c; &amp; &#x64;&#1;</title></item></channel></rss>", "a & b &c; & d"},
		{"bare less-than", "<rss><channel><item><title>a < b <3</title></item></channel></rss>", "a < b <3"},
		{"unquoted attributes", `<feed><entry><title type=html>a</title><link href=http://x/y?z=1 rel=alternate></entry></feed>`, "a"},
		{"control characters", "<rss><channel><item><title>a\x00\x01\x0bb\uffff</title></item></channel></rss>", "ab"},
		{"CDATA without an end", "<rss><channel><item><title><![CDATA[a]]]></title></item><item><title><![CDATA[b</title></item></channel></rss>", "a]|b"},
		{"comment with dashes", "<rss><channel><!-- a -- b --><item><title>a<!-- - -- --></title></item></channel></rss>", "a"},
		{"upper case", "<RSS><CHANNEL><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>", "a"},
		{"no channel", "<rss><item><title>a</title></item></rss>", "a"},
		{"no root", "<channel><item><title>a</title></item><item><title>b</title></item></channel>", "a|b"},
		{"an entry alone", `<entry xmlns="http://www.w3.org/2005/Atom"><title>a</title></entry>`, "a"},
		{"a name space of its own", `<rss xmlns="http://made.up/"><channel><item><title>a</title></item></channel></rss>`, "a"},
		{"a prefix everywhere", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>a</a:title></a:entry></a:feed>`, "a"},
		{"XML 1.1 with an unknown encoding", `<?xml version="1.1" encoding="x-none"?><rss><channel><item><title>é</title></item></channel></rss>`, "é"},
		{"markup that is not escaped", "<rss><channel><item><title>a<br>b<img src=x></title></item></channel></rss>", "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			feed, err := ReadFeed([]byte(c.data), "text/xml", feedAddress)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.titles, titles(feed)); diff != "" {
				t.Errorf("titles (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLongFields cuts what may be HTML between characters, and drops the rest.
func TestLongFields(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", mend.MaxContentBytes)
	feed, err := ReadFeed([]byte("<rss><channel><item><guid>"+long+"</guid><description>x"+long+"<b>y</b><![CDATA[z]]></description></item></channel></rss>"), "", feedAddress)
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{{Summary: "x" + long[:mend.MaxContentBytes-2]}}
	if diff := cmp.Diff(want, feed.Entries); diff != "" {
		t.Errorf("%d and %d bytes", len(want[0].Summary), len(feed.Entries[0].Summary))
	}
}

func titles(f Feed) string {
	var out []string
	for _, e := range f.Entries {
		out = append(out, e.Title)
	}
	return strings.Join(out, "|")
}

func TestCutShort(t *testing.T) {
	t.Parallel()
	for _, whole := range []string{
		`<rss><channel><title>News</title><item><title>a</title></item><item><title>b</title></item></channel></rss>`,
		`<feed><title>News</title><entry><title>a</title></entry><entry><title>b</title></entry></feed>`,
		`{"version": "https://jsonfeed.org/version/1", "title": "News", "items": [{"title": "a"}, {"title": "b"}]}`,
	} {
		seen := map[string]bool{}
		for n := len(whole) - 1; n > strings.Index(whole, "News")+14; n-- {
			feed, err := ReadFeed([]byte(whole[:n]), "", feedAddress)
			if !errors.Is(err, ErrPartial) || feed.Title != "News" {
				t.Fatalf("%s: %+v, %v", whole[:n], feed, err)
			}
			seen[titles(feed)] = true
		}
		if diff := cmp.Diff(map[string]bool{"": true, "a": true, "a|b": true}, seen); diff != "" {
			t.Errorf("%s: entries (-want +got):\n%s", whole, diff)
		}
	}
}

func TestNoFeed(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		"":                                   "it is no RSS, Atom, CDF or JSON feed; check the address",
		"Not found":                          "it is no RSS, Atom, CDF or JSON feed; check the address",
		`{"items": []}`:                      "it is no RSS, Atom, CDF or JSON feed; check the address",
		"<opml><body/></opml>":               "it is a web page, not a feed; give the address of its feed",
		"<!doctype html><title>x</title><p>": "it is no RSS, Atom, CDF or JSON feed; check the address",
		"<html><head><title>x</title>":       "it is a web page, not a feed; give the address of its feed",
		strings.Repeat(" ", maxFeedBytes+1):  "larger than 20 MB, the limit for a feed",
	} {
		feed, err := ReadFeed([]byte(data), "application/rss+xml", feedAddress)
		if err == nil || err.Error() != want || len(feed.Entries) > 0 {
			t.Errorf("%.40q: %v; want %q", data, err, want)
		}
		if IsFeed([]byte(data), "application/rss+xml") {
			t.Errorf("%.40q is taken for a feed", data)
		}
	}
}

func TestFeedEncodings(t *testing.T) {
	t.Parallel()
	document := func(label, title string) string {
		return `<?xml version="1.0" encoding="` + label + `"?><rss><channel><title>` + title + `</title></channel></rss>`
	}
	encode := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy) string {
		return encode(unicode.UTF16(order, mark).NewEncoder().String(document("utf-16", "Žižek")))
	}
	utf32of := func(order utf32.Endianness, mark utf32.BOMPolicy) string {
		return encode(utf32.UTF32(order, mark).NewEncoder().String(document("utf-32", "Žižek")))
	}
	for _, c := range []struct{ name, data, contentType, want string }{
		{"byte order mark", "\xef\xbb\xbf" + document("koi8-r", "Žižek"), "", "Žižek"},
		{"UTF-8 under another name", document("iso-8859-1", "Žižek"), "text/xml; charset=us-ascii", "Žižek"},
		{"UTF-16LE, marked", utf16(unicode.LittleEndian, unicode.UseBOM), "", "Žižek"},
		{"UTF-16BE, marked", utf16(unicode.BigEndian, unicode.UseBOM), "", "Žižek"},
		{"UTF-16LE", utf16(unicode.LittleEndian, unicode.IgnoreBOM), "", "Žižek"},
		{"UTF-16BE", utf16(unicode.BigEndian, unicode.IgnoreBOM), "text/xml; charset=utf-8", "Žižek"},
		{"UTF-32LE, marked", utf32of(utf32.LittleEndian, utf32.UseBOM), "", "Žižek"},
		{"UTF-32BE", utf32of(utf32.BigEndian, utf32.IgnoreBOM), "", "Žižek"},
		{"UTF-16 declared and not so", document("utf-16", "Zizek"), "", "Zizek"},
		{"Windows-1252 declared as UTF-8", document("utf-8", "caf\xe9 \x93q\x94"), "", "café “q”"},
		{"Windows-1252 undeclared", "<rss><channel><title>caf\xe9</title></channel></rss>", "", "café"},
		{"high bytes in ASCII", document("us-ascii", "caf\xe9"), "", "café"},
		{"a broken byte in UTF-8", document("utf-8", "Žižek \xc5 Žižek"), "", "Žižek \ufffd Žižek"},
		{"KOI8-R", encode(charmap.KOI8R.NewEncoder().String(document("koi8-r", "Москва"))), "", "Москва"},
		{"the header's charset", encode(charmap.KOI8R.NewEncoder().String(document("iso-8859-1", "Москва"))), "application/xml; charset=KOI8-R", "Москва"},
		{"GB 18030 under GB 2312", encode(simplifiedchinese.GB18030.NewEncoder().String(document("gb2312", "镕 新闻"))), "", "镕 新闻"},
		{"Shift JIS", encode(japanese.ShiftJIS.NewEncoder().String(document("Shift_JIS", "ニュース"))), "", "ニュース"},
		{"ISO-2022-JP", encode(japanese.ISO2022JP.NewEncoder().String(document("iso-2022-jp", "ニュース"))), "", "ニュース"},
		{"EBCDIC", encode(charmap.CodePage037.NewEncoder().String(document("cp037", "news"))), "", "news"},
		{"an old code page", encode(charmap.CodePage866.NewEncoder().String(document("IBM866", "Москва"))), "", "Москва"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			feed, err := ReadFeed([]byte(c.data), c.contentType, feedAddress)
			if err != nil || feed.Title != c.want {
				t.Errorf("%q, %v; want %q", feed.Title, err, c.want)
			}
			if !IsFeed([]byte(c.data), c.contentType) {
				t.Error("is taken for no feed")
			}
		})
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	now := utc(2026, 11, 22, 12, 0, 0)
	for _, c := range []struct{ published, modified, want time.Time }{
		{time.Time{}, time.Time{}, time.Time{}},
		{now.AddDate(0, 0, -2), now.AddDate(0, 0, -1), now.AddDate(0, 0, -2)},
		{time.Time{}, now.AddDate(0, 0, -1), now.AddDate(0, 0, -1)},
		{now.Add(23 * time.Hour), time.Time{}, now.Add(23 * time.Hour)},
		{now.Add(25 * time.Hour), time.Time{}, time.Time{}},
		{now.AddDate(1, 0, 0), now, now},
	} {
		if got := (Entry{Published: c.published, Modified: c.modified}).When(now); !got.Equal(c.want) {
			t.Errorf("published %v, modified %v: %v, want %v", c.published, c.modified, got, c.want)
		}
	}
}

func TestFeedDate(t *testing.T) {
	t.Parallel()
	day := utc(2003, 12, 31, 0, 0, 0)
	for date, want := range map[string]time.Time{
		"": {}, "yesterday": {}, "1/2/2003": {}, "1989-12-31": {}, "1970-01-01T00:00:00Z": {}, "99999-01-01": {}, "2003-13-45": {}, strings.Repeat("1", 100): {},
		"2003": utc(2003, 1, 1, 0, 0, 0), "2003-12": utc(2003, 12, 1, 0, 0, 0), "2003-12-31": day, "20031231": day,
		"2003-12-31T10:14Z": utc(2003, 12, 31, 10, 14, 0), "2003-12-31T10:14:55.5-08:00": utc(2003, 12, 31, 18, 14, 55).Add(time.Second / 2),
		"Thu, 01 Jan 2004 19:48:21 GMT": utc(2004, 1, 1, 19, 48, 21), "Thu, 01 Jan 04 19:48 EST": utc(2004, 1, 2, 0, 48, 0),
		"1 Jan 04": utc(2004, 1, 1, 0, 0, 0), "Thu, 01 Jan 2004 19:48:21 +0530": utc(2004, 1, 1, 14, 18, 21),
		"Thu Jan  1 19:48:21 2004": utc(2004, 1, 1, 19, 48, 21), "Sun Jan 4 16:29:06 PST 2004": utc(2004, 1, 5, 0, 29, 6),
		"Sun Jan 04 16:29:06 +0100 2004": utc(2004, 1, 4, 15, 29, 6), "Fri, 15 Aug 2025 09:00:00 JST": utc(2025, 8, 15, 0, 0, 0),
		"Fri, 15 Aug 2025 09:00:00 XYZ": utc(2025, 8, 15, 9, 0, 0), "Fri, 15 Aug 2025 09:00:00 GMT+02:00": utc(2025, 8, 15, 7, 0, 0),
		"15. August 2025": utc(2025, 8, 15, 0, 0, 0), "15 août 2025 10:30": utc(2025, 8, 15, 10, 30, 0), "vendredi, 15 août 2025 10:30:00 +0200": utc(2025, 8, 15, 8, 30, 0),
		"5 de marzo de 2025": utc(2025, 3, 5, 0, 0, 0), "5 мая 2025": utc(2025, 5, 5, 0, 0, 0), "15-Dec-2003": utc(2003, 12, 15, 0, 0, 0),
	} {
		if got := feedDate(date); !got.Equal(want) {
			t.Errorf("%q is %v, want %v", date, got, want)
		}
	}
	if got := feedDate("", "someday", "2003-12-31"); !got.Equal(day) {
		t.Errorf("the first that is understood is %v", got)
	}
}

func TestTeaser(t *testing.T) {
	t.Parallel()
	story := "<p>" + strings.Repeat("The mayor said that the bridge will open in the spring. ", 20) + "</p>"
	for _, c := range []struct {
		name  string
		entry Entry
		want  bool
	}{
		{"a story", Entry{Content: story}, false},
		{"a story with a short summary that breaks off", Entry{Content: story, Summary: "The mayor said…"}, false},
		{"a story as summary", Entry{Summary: story}, false},
		{"nothing", Entry{}, true},
		{"short", Entry{Summary: "The mayor said it."}, true},
		{"dots", Entry{Summary: story + "And then…"}, true},
		{"dots in brackets", Entry{Summary: story + "And then [...]"}, true},
		{"a link", Entry{Summary: story + `<p><a href="/x">Continue reading <span>→</span></a></p>`}, true},
		{"WordPress", Entry{Summary: story + `And [&#8230;]<p>The post <a href="/x">Mayor</a> appeared first on <a href="/">News</a>.</p>`}, true},
		{"WordPress, whole", Entry{Content: story + `<p>The post <a href="/x">Mayor</a> appeared first on <a href="/">News</a>.</p>`}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.entry.Teaser(); got != c.want {
				t.Errorf("teaser: %v", got)
			}
		})
	}
}

// TestLongJSONFeed: the keys of a JSON feed stand in any order, what tells it from other JSON
// after its entries.
func TestLongJSONFeed(t *testing.T) {
	t.Parallel()
	data := []byte(`{"items": [{"id": "1", "content_text": "` + strings.Repeat("word ", 100_000) + `"}], "version": "https://jsonfeed.org/version/1.1"}`)
	feed, err := ReadFeed(data, "", "https://example.org/feed.json")
	if !IsFeed(data, "") || err != nil || len(feed.Entries) != 1 {
		t.Errorf("read %d entries, %v", len(feed.Entries), err)
	}
}

// TestFeedFile: a feed in a file is an article for each entry that says anything.
func TestFeedFile(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"news/wire.rss": {Data: []byte(`<rss version="2.0"><channel><title>Demo Wire</title><language>en</language>
<item><guid>1</guid><title>The pier reopens</title><description>&lt;p&gt;It was shut for a winter.&lt;/p&gt;</description><link>https://example.org/a</link></item>
<item><guid>1</guid><title>A ferry is ordered</title></item>
<item/>
</channel></rss>`)}, "sitemap.xml": {Data: []byte("<urlset/>")}}
	var got []briefing.Article
	reader := &Reader{Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), Problem: func(p Problem) { t.Error(p) }}
	err := reader.FS(t.Context(), fsys, func(d *briefing.Document) error {
		got = append(got, d.Article)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []briefing.Article{
		{Title: "The pier reopens", Source: "Demo Wire", URL: "https://example.org/a", Language: "en", Text: "It was shut for a winter."},
		{Title: "A ferry is ordered", Source: "Demo Wire", Language: "en", Text: "A ferry is ordered"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(briefing.Article{}, "ID", "FirstSeen", "Revision")); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if len(got) == 2 && (got[0].ID == got[1].ID || !strings.HasPrefix(got[0].ID, "news/wire#")) {
		t.Errorf("ids %q and %q", got[0].ID, got[1].ID)
	}
}
