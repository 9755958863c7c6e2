package ingest

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// maxPageTime is far above what a page of the size that fuzzing makes takes.
const maxPageTime = 10 * time.Second

func FuzzReadPage(f *testing.F) {
	for _, seed := range []string{
		storyHTML, "<h1>A</h1>" + storyHTML + "<ul><li><a href=x>b</a></ul><table><tr><td>a<td>|b</table>",
		`<script type="application/ld+json">{"@graph":[{"@type":["Article"],"author":{"@id":"a"},"headline":"x","datePublished":"2024-05-03"},{"@id":"a","name":["b"]}]}</script>` + storyHTML,
		`<html lang=en_US><base href=//a.example/b/><link rel="alternate canonical" type=application/rss+xml href=?c#d><meta property=og:title content="A | B"><meta name=author content="By C, D"><meta property=og:site_name content=b>` + storyHTML,
		"<article><h1>a</h1><time datetime=2024-05-03>" + storyHTML + "</article><article><h2><a href=x>b</a></h2></article><blockquote><a>c</a></blockquote>",
		"<p><b id=1><b id=2></p><p>a<table><p>b<svg><title>c</svg><p/>" + storyHTML, "<plaintext><p>a", "<title>a</title\x00><!-->", "\xff\xfea\x00", "&#x202e;&nGt;&#0;",
	} {
		f.Add([]byte(seed), "text/html; charset=utf-8", "https://www.post.example/2024/05/03/a")
		f.Add([]byte(seed), "", "")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType, address string) {
		start := time.Now()
		p, err := ReadPage(data, contentType, address)
		if took := time.Since(start); took > maxPageTime {
			t.Errorf("it took %v", took)
		}
		if err != nil {
			if diff := cmp.Diff(Page{}, p); diff != "" || err.Error() == "" || inert.Clean(err.Error()) != err.Error() {
				t.Errorf("error %q with a page: %s", err, diff)
			}
			return
		}
		again, err := ReadPage(data, contentType, address)
		if diff := cmp.Diff(p, again); diff != "" || err != nil {
			t.Errorf("not the same twice: %v\n%s", err, diff)
		}
		decoded, err := decodePage(data, contentType)
		if err != nil {
			t.Fatal(err)
		}
		checkText(t, p.Text, len(decoded))
		checkSaid(t, p)
		checkDocument(t, Split(briefing.Article{Title: p.Title, Text: p.Text}))
	})
}

// checkText checks what holds for the text of every page and fragment.
func checkText(t *testing.T, text string, size int) {
	t.Helper()
	if len(text) > 2*size { // a heading's mark may be longer than its tag
		t.Errorf("%d bytes of text from %d", len(text), size)
	}
	if strings.TrimSpace(text) != text || strings.Contains(text, "\n\n\n") {
		t.Errorf("empty lines in %q", text)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if inert.Clean(line) != line {
			t.Errorf("the line %q is not clean", line)
		}
	}
}

// checkSaid checks what holds for what every page says of itself.
func checkSaid(t *testing.T, p Page) {
	t.Helper()
	for _, s := range append([]string{p.Title, p.Author, p.Site, p.Language, p.Canonical}, p.Feeds...) {
		if inert.Clean(s) != s {
			t.Errorf("%q is not clean", s)
		}
	}
	for i, address := range append([]string{p.Canonical}, p.Feeds...) {
		u, err := url.Parse(address)
		if address != "" && (err != nil || !web(u) || u.Fragment != "") || i > 0 && slices.Index(p.Feeds, address) != i-1 {
			t.Errorf("the address %q: %v", address, err)
		}
	}
	if tag, err := language.Parse(p.Language); p.Language != "" && (err != nil || tag.String() != p.Language) {
		t.Errorf("the language %q: %v", p.Language, err)
	}
	for _, at := range []time.Time{p.Published, p.Modified} {
		if !at.IsZero() && (!plausible(at) || at.Location() != time.UTC) {
			t.Errorf("the time %v", at)
		}
	}
	if !p.Modified.IsZero() && p.Modified.Before(p.Published) {
		t.Errorf("modified %v, before it was published %v", p.Modified, p.Published)
	}
}

func FuzzFragmentText(f *testing.F) {
	for _, seed := range []string{
		"", "a & b < c", "<p>One.<p>Two.<br>Three.", "<ul><li><p>a<p>b<li>c</ul>", "<table><tr><td>a<td><td>b<td></table>|c|",
		"<h2><div>a</h2>b<h1/>c", "<a><b><p>x</b>y</a>z", "<svg><p>a</svg><math><mi>b", "<select><option>a</select><template><p>b</template>", "a\x00\r\n\u202eb\xff&#1;&nGt;",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		start := time.Now()
		text := FragmentText(fragment)
		if took := time.Since(start); took > maxPageTime {
			t.Errorf("it took %v", took)
		}
		checkText(t, text, len(strings.ToValidUTF8(fragment, "\ufffd")))
		if again := FragmentText(fragment); again != text {
			t.Errorf("%q, then %q", text, again)
		}
		if plain := FragmentText(html.EscapeString(fragment)); plain != inert.Clean(fragment) {
			t.Errorf("the text %q came out as %q", fragment, plain)
		}
	})
}
