package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

const opmlList = `<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="News" title="News"><outline text="World, Asia">
<outline type="rss" text="Wire" xmlUrl="https://wire.example/rss?a=1&amp;b=2" htmlUrl="https://wire.example/" category="/Agency/Text,fast"/>
</outline><outline text="Daily &lt;1&gt;" xmlurl="feed://daily.example/atom" TYPE='atom'></outline></outline>
<outline text="Blog" XMLURL="https://blog.example/feed"/><outline text="again" xmlUrl="https://blog.example/feed" category="blogs"/>
<outline text="" xmlUrl="javascript:alert(1)"/><outline type="include" url="https://more.example/list.opml" text="more"/></body></opml>`

var opmlOutlines = []Outline{
	{Title: "Wire", URL: "https://wire.example/rss?a=1&b=2", Site: "https://wire.example/", Tags: []string{"News", "World", "Asia", "Agency/Text", "fast"}},
	{Title: "Daily <1>", URL: "http://daily.example/atom", Tags: []string{"News"}},
	{Title: "Blog", URL: "https://blog.example/feed", Tags: []string{"blogs"}},
}

func TestReadOPML(t *testing.T) {
	t.Parallel()
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(opmlList)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		want       []Outline
	}{
		{"OPML", opmlList, opmlOutlines},
		{"OPML in UTF-16", wide, opmlOutlines},
		{"no feeds", "<opml><body></body></opml>", nil},
		{"no root", `<outline xmlUrl="http://x.example/">`, []Outline{{URL: "http://x.example/"}}},
		{"bare ampersands and a missing end", `<OPML><BODY><OUTLINE TEXT="A & B"><OUTLINE XMLURL="http://x.example/?a&b"></BODY></OPML>`, []Outline{{URL: "http://x.example/?a&b", Tags: []string{"A & B"}}}},
		{"Windows-1252", "<?xml version='1.0' encoding='utf-8'?><opml><outline title='caf\xe9' xmlUrl='http://x.example/'/></opml>", []Outline{{Title: "café", URL: "http://x.example/"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadOPML([]byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("outlines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadOPMLInPart(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range maxOutlines + 1 {
		fmt.Fprintf(&many, `<outline xmlUrl="http://x.example/%d"/>`, i)
	}
	for _, c := range []struct {
		name, data string
		feeds      int
		partial    bool
		want       string
	}{
		{"cut short", `<opml><body><outline xmlUrl="http://x.example/"/><outline xmlUrl="http://y.exam`, 1, true, "only a part was read, it is cut short; export the list again as OPML"},
		{"too long", "<opml>" + many.String() + "</opml>", maxOutlines, true, "only a part was read, it has more than 10000 feeds; export the list again as OPML"},
		{"a web page", "<html><body>", 0, false, "it is no OPML; export the list again as OPML"},
		{"too large", strings.Repeat(" ", maxFeedBytes+1), 0, false, "larger than 20 MB, the limit for a list; export the list again as OPML"},
	} {
		got, err := ReadOPML([]byte(c.data))
		if err == nil || err.Error() != c.want || errors.Is(err, ErrPartial) != c.partial || len(got) != c.feeds {
			t.Errorf("%s: %d feeds, %v; want %d, %s", c.name, len(got), err, c.feeds, c.want)
		}
	}
}

func TestWriteOPML(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteOPML(&b, "My <feeds>", opmlOutlines[:2]); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>My &lt;feeds&gt;</title>
  </head>
  <body>
    <outline text="Wire" title="Wire" type="rss" xmlUrl="https://wire.example/rss?a=1&amp;b=2" htmlUrl="https://wire.example/" category="News,World,Asia,Agency/Text,fast"></outline>
    <outline text="Daily &lt;1&gt;" title="Daily &lt;1&gt;" type="rss" xmlUrl="http://daily.example/atom" category="News"></outline>
  </body>
</opml>
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("OPML (-want +got):\n%s", diff)
	}
}

func FuzzReadOPML(f *testing.F) {
	f.Add([]byte(opmlList))
	f.Add([]byte(opmlList[:500]))
	f.Add([]byte("\xfe\xff\x00<\x00o"))
	f.Add([]byte(`<outline text="a,,/b/ ,` + strings.Repeat("c ", 100) + `"><outline title="http://x/" xmlUrl="http://x/">`))
	f.Add([]byte("<outline xmlUrl=\"http://x/?\u0090a\">"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ReadOPML(data)
		if err != nil && !errors.Is(err, ErrPartial) && list != nil {
			t.Fatalf("%d feeds with %v", len(list), err)
		}
		seen := map[string]bool{}
		for _, o := range list {
			if o.URL == "" || seen[o.URL] {
				t.Fatalf("%q is empty or there twice", o.URL)
			}
			seen[o.URL] = true
			checkAddress(t, o.URL, o.Site)
			checkLine(t, append(o.Tags, o.Title)...)
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "list", list); err != nil {
			t.Fatal(err)
		}
		again, err := ReadOPML(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, again); diff != "" {
			t.Fatalf("not the same when written and read (-first +again):\n%s", diff)
		}
	})
}
