package ingest

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// hostileFeeds are parts that a feed repeats, behind a start. The empty start is that of an
// item of RSS.
var hostileFeeds = []struct{ name, start, part string }{
	{"elements in one another", "", "<a>"},
	{"extensions in one another", "", "<media:group>"},
	{"channels in one another", "<rss>", "<channel xmlns:a='b' xml:base='c'>"},
	{"namespaces", "<rss>", "<channel xmlns:a='a' xmlns:b='b' xmlns:c='c' xmlns:d='d' xmlns:e='e'>"},
	{"markup in itself", "<rss><channel><item><description>", "<b>"},
	{"end tags", "<rss><channel><item><description><b><b><b>", "</a>"},
	{"items", "<rss><channel>", "<item/>"},
	{"items without an end", "<rss><channel>", "<item><title>a"},
	{"links", "", "<link/>"},
	{"links of Atom", "<feed><entry>", "<link/>"},
	{"authors", "<feed><entry>", "<author><name>a</name></author>"},
	{"attributes", "<rss><channel><item><link ", "a=1 "},
	{"CDATA without an end", "", "<title><![CDATA[</title>"},
	{"CDATA", "<rss><channel><item><description>", "<![CDATA[]]>"},
	{"a comment without an end", "", "<!--"},
	{"bare less-than", "<rss><channel><item><description>", "<"},
	{"bare ampersands", "<rss><channel><item><description>", "&"},
	{"ampersands in titles", "", "<title>&&&&&&&&&&&&&&&&&&&&&&&&&&</title>"},
	{"escaped markup", "<rss><channel>", "<item><description>" + strings.Repeat("a &amp;lt;b&amp;gt; ", 20) + "</description></item>"},
	{"entities", "<!DOCTYPE a [<!ENTITY a '" + strings.Repeat("x", 250) + "'>]><rss><channel><item><description>", "&a;"},
	{"entities of entities", `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><rss><channel><item><description>`, "&c;"},
	{"dates", "<rss><channel>", "<item><pubDate>" + strings.Repeat("1 ", 40) + "</pubDate></item>"},
	{"bases", "<rss xml:base='http://x/'><channel>", "<item xml:base='" + strings.Repeat("a/", 100) + "'><link>a</link></item>"},
	{"high bytes", "<rss>", "\xff"},
	{"arrays in one another", `{"version":"https://jsonfeed.org/version/1","items":`, "["},
	{"items of JSON", `{"version":"https://jsonfeed.org/version/1","items":[`, "{},"},
	{"authors of JSON", `{"version":"https://jsonfeed.org/version/1","items":[{"authors":[`, `{"name":"a"},`},
}

// TestHostileFeeds holds the memory that a feed costs to a multiple of its length. It does
// not run beside others, whose memory would count.
func TestHostileFeeds(t *testing.T) {
	const size, allowed = 1 << 20, 48
	for _, c := range hostileFeeds {
		data := c.start
		if data == "" {
			data = "<rss><channel><item><title>a</title>"
		}
		data += strings.Repeat(c.part, size/len(c.part))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		feed, err := ReadFeed([]byte(data), "", feedAddress)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrPartial) {
			t.Errorf("%s: %d entries, %v", c.name, len(feed.Entries), err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) / size; used > allowed {
			t.Errorf("%s: %d times its length was allocated; %d are allowed", c.name, used, allowed)
		}
	}
}
