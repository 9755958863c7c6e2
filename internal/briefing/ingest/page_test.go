package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The story that the pages of these tests hold.
const (
	storyOne   = "The harbour council of Veldt voted on Tuesday to close the old pier, after divers found cracks in eleven of its forty pillars."
	storyTwo   = "“We cannot wait for another winter,” said Ada Brandt, who leads the council, and she asked the owners of nine boats to move them by Friday."
	storyThree = "The repair will take until May and cost 4.2 million, of which the region pays a third, according to the plan that was published on Monday."
	story      = storyOne + "\n\n" + storyTwo + "\n\n" + storyThree
	storyHTML  = "<p>" + storyOne + "</p><p>" + storyTwo + "</p>\n<p>" + storyThree + "</p>"
)

func readText(t *testing.T, page string) string {
	t.Helper()
	p, err := ReadPage([]byte(page), "text/html; charset=utf-8", "https://news.example.org/a/b")
	if err != nil {
		t.Fatal(err)
	}
	return p.Text
}

func TestPageText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, want string }{
		{"plain", storyHTML, story},
		{"what is beside it", `<header><a href=/>Veldt Post</a></header><nav><ul><li><a href=/1>Sports</a><li><a href=/2>Money</a></ul></nav>
			<main><article><h1>Pier closed</h1><p class="byline">By Ada Brandt</p><time>May 3</time>` + storyHTML + `
			<figure><img src=a.jpg><figcaption>The old pier of Veldt, seen on Monday from the south. Photo: Jon Rask</figcaption></figure>
			<div class="related-articles"><h3>Related</h3><ul><li><a href=/3>Nine boats must leave the harbour of Veldt</a></ul></div>
			</article><aside>Get our paper for free, delivered to you every morning of the week, for a month.</aside></main>
			<section id="comments"><p>I have walked on that pier for sixty years, and I never saw a crack in it, said nobody.</p></section>
			<footer>All about Veldt, its harbour and its people since 1921, published by Veldt Post Limited.</footer>`, story},
		{"promotion between paragraphs", "<p>" + storyOne + "</p><p>Advertisement</p><p><a href=/4>Nine boats must leave the harbour</a></p><p>" + storyTwo +
			"</p><p>READ MORE: Divers find cracks</p><p>Follow the Post on Twitter and Facebook.</p><p>" + storyThree + "</p><p><em>Photo: Jon Rask/Veldt Post</em></p>", story},
		{"other languages", "<p>" + storyOne + "</p><p>Lesen Sie auch: Der Pier</p><p>" + storyTwo + "</p><p>Publicité</p><p>" + storyThree + "</p><p>À lire aussi : <a href=/5>La jetée</a></p>", story},
		{
			"lists and headings", "<h1>Pier closed</h1><p>" + storyOne + "</p><h2>What now</h2><p>" + storyTwo + " The owners:</p><ul><li>Rask, of two boats<li><p>Lind, of seven boats</p></ul><p>" + storyThree + "</p>",
			storyOne + "\n\n## What now\n\n" + storyTwo + " The owners:\n\n- Rask, of two boats\n- Lind, of seven boats\n\n" + storyThree,
		},
		{"line breaks", "<div>" + storyOne + "<br>\n<br>" + storyTwo + "<br><br/>\n" + storyThree + "</div>", story},
		{
			"a table", "<p>" + storyOne + "</p><p>" + storyTwo + "</p><table><thead><tr><th>Owner<th>Boats</thead><tr><td>Rask<td>2<tr><td>Lind<td> <td>7<td></table><p>" + storyThree + "</p>",
			storyOne + "\n\n" + storyTwo + "\n\nOwner | Boats\n\nRask | 2\n\nLind | | 7\n\n" + storyThree,
		},
		{
			"a quoted post", "<p>" + storyOne + "</p><div class='social-embed'><blockquote class='twitter-tweet'><p>The pier is older than all of us. <a href=https://t.co/1>t.co/1</a></p>— Ada Brandt (@ada) <a href=/7>May 3</a></blockquote></div><p>" + storyTwo + "</p><p>" + storyThree + "</p>",
			storyOne + "\n\nThe pier is older than all of us. t.co/1\n\n— Ada Brandt (@ada) May 3\n\n" + storyTwo + "\n\n" + storyThree,
		},
		{"formatting within words", strings.ReplaceAll(storyHTML, "council", "<b>coun</b><i>cil</i>"), story},
		{"entities, soft hyphens and marks of direction", strings.NewReplacer("“", "&ldquo;", "winter", "win&shy;ter\u200b", "Friday", "\u202eFri\u202cday", " the", "&nbsp;the").Replace(storyHTML), story},
		{"custom elements in a line", strings.ReplaceAll(storyHTML, "council", "<x-note>council</x-note>"), story},
		{"the place of a report", `<p><span class="dateline credit">VELDT</span> ` + storyOne + "</p><p>" + storyTwo + "</p><p>" + storyThree + "</p>", "VELDT " + story},
		{"a word that names most of the text", `<p class="follow">` + storyOne + `</p><p class="follow">` + storyTwo + `</p><p class="follow">` + storyThree + "</p>", story},
		{
			"a live blog", "<main><h1>The pier, live</h1><p>" + storyOne + "</p>" + strings.Repeat("<article class=post><h2><a href='#p2'>11:40 The boats</a></h2><p>"+storyTwo+"</p></article>", 5) + "</main>",
			storyOne + strings.Repeat("\n\n## 11:40 The boats\n\n"+storyTwo, 5),
		},
		{"another article below", "<article class=post><h1>Pier closed</h1>" + storyHTML + storyHTML + "</article><article class=post><h2>Lights on</h2>" +
			strings.Repeat("<p>The lighthouse, dark for nineteen years, was lit again, and all of Veldt, old and young, came to look at it.</p>", 4) + "</article>", story + "\n\n" + story},
		{"captions between paragraphs", "<p>" + storyOne + "</p><div>The old pier of Veldt, seen on Monday from the south. (Photo by Jon Rask)</div><p>" + storyTwo + "</p><p>Image credit: Jon Rask of the Veldt Post</p><p>" + storyThree + "</p>", story},
		{"labels below", storyHTML + "<p>Ends</p><h3>Discussion</h3>", story},
		{"the beginning, before a wall", "<article><h1>Pier closed</h1><p>" + storyOne + "</p><p>" + storyTwo + "</p></article><div class='subscribe-wall'><p>To read on, take out a subscription to the Post for a month.</p><form><input name=mail><button>Go</button></form></div>", storyOne + "\n\n" + storyTwo},
		{"no end of tags", "<div><div><p>" + storyOne + "<p>" + storyTwo + "<p>" + storyThree, story},
		{"scripts", "<script>document.write('<p>" + storyOne + "</p>')</script>" + storyHTML + "<style>p{}</style><noscript><p>Turn on scripts.</p></noscript><script>x='</p>'", story},
		{"deep", strings.Repeat("<div>", 3000) + storyHTML, story},
		{"filled in by scripts, and in JSON-LD", `<div id=root></div><script type=application/ld+json>{"@type":"NewsArticle","articleBody":"` + storyOne + `\n\nAdvertisement\n` + storyTwo + `<br>` + storyThree + `"}</script>`, story},
		{"a list of other articles at the end", storyHTML + "<p>More from Veldt</p><ul><li>Divers <a href=/1>find cracks</a> in a pier<li>Boats <a href=/2>must leave</a></ul>", story},

		{"nothing", "", ""},
		{"a front page", "<h1>Veldt Post</h1>" + strings.Repeat("<article><h2><a href=/8>Pier of Veldt closed after divers find cracks</a></h2><p>The harbour council voted on Tuesday to close it.</p></article>", 30), ""},
		{"a list of links", "<ul>" + strings.Repeat("<li><a href=/8>Pier of Veldt closed after divers find cracks in its pillars</a></li>", 40) + "</ul>", ""},
		{"a list of sentences with links", "<main>" + strings.Repeat("<p><a href=/8>The harbour council of Veldt voted on Tuesday to close the old pier.</a> It met at noon.</p>", 20) + "</main>", ""},
		{"a login wall", "<h1>Welcome</h1><form><p>Please log in to go on.</p><input name=user><input name=password type=password><button>Log in</button></form>", ""},
		{"an error page", "<h1>404</h1><p>The page was not found.</p><a href=/>Home</a>", ""},
		{"filled in by scripts", "<div id=root></div><script src=app.js></script><noscript>You need scripts to read this page, which has all the news of the harbour.</noscript>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, readText(t, c.page)); diff != "" {
				t.Errorf("text: -want +got\n%s", diff)
			}
		})
	}
}

func TestPageSays(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)
	at := day.Add(9*time.Hour + 30*time.Minute)
	const address = "https://www.post.example.org/veldt/pier"
	for _, c := range []struct {
		name, head string
		want       Page
	}{
		{"nothing", ``, Page{}},
		{
			"JSON-LD", `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Pier closed &amp; barred","inLanguage":"en-gb",
			"author":[{"@type":"Person","name":"Ada Brandt"},{"name":"By Jon Rask"},{"name":"Ada Brandt"}],"publisher":{"name":"Veldt Post"},
			"datePublished":"2024-05-03T11:30:00+02:00","dateModified":"2024-05-03T12:00:00+02:00","mainEntityOfPage":{"@id":"x"},"url":"/veldt/pier"}</script>`,
			Page{Title: "Pier closed & barred", Author: "Ada Brandt, Jon Rask", Site: "Veldt Post", Language: "en-GB", Canonical: address, Published: at, Modified: at.Add(30 * time.Minute)},
		},
		{
			"JSON-LD in a graph", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Veldt"},{"@type":["Article","BlogPosting"],"headline":"Pier closed","author":{"@id":"#ada"},"datePublished":"2024-05-03"},{"@type":"Person","@id":"#ada","name":"Ada Brandt"}]}</script>`,
			Page{Title: "Pier closed", Author: "Ada Brandt", Published: day},
		},
		{"broken JSON-LD", "<script type=application/ld+json><!-- [{\"@type\":\"NewsArticle\",\"headline\":\"Pier\n closed\",\"author\":\"Ada Brandt\",},] ; --></script>", Page{Title: "Pier closed", Author: "Ada Brandt"}},
		{"JSON-LD beyond mending", `<script type=application/ld+json>{"@type":"NewsArticle","headline":"Pier \"closed\"","description":"a "b" c","datePublished":"2024-05-03T09:30:00Z"</script>`, Page{Title: `Pier "closed"`, Published: at}},
		{"JSON-LD of other things", `<script type=application/ld+json>{"@type":"BreadcrumbList","name":"Home","datePublished":"2020-01-01"}</script><script type=application/ld+json>[1,"x",null]</script>`, Page{}},
		{
			"Open Graph", `<html lang=de-AT><meta property="og:title" content="Pier zu | Veldt Post"><meta property="og:site_name" content="Veldt Post"><meta property="og:url" content="https://post.example.org/pier?x=1#top">
			<meta property="article:author" content="https://facebook.com/ada"><meta property="article:published_time" content="2024-05-03T09:30:00Z"><meta property="og:updated_time" content="2024-05-01T09:30:00Z">`,
			Page{Title: "Pier zu", Site: "Veldt Post", Language: "de-AT", Canonical: "https://post.example.org/pier?x=1", Published: at},
		},
		{
			"Dublin Core and others", `<meta name="DC.Title" content="Pier closed"><meta name=citation_author content="Ada Brandt"><meta name=citation_author content="Rask, Jon"><meta name=dc.language content=fr_CA><meta name="parsely-pub-date" content="2024-05-03T09:30:00"><meta name="dcterms.modified" content="2024-05-03 10:00 GMT">`,
			Page{Title: "Pier closed", Author: "Ada Brandt, Rask, Jon", Language: "fr-CA", Published: at, Modified: at.Add(30 * time.Minute)},
		},
		{"title element", `<title>Veldt Post - Pier closed: the cost | Veldt Post</title><meta property="og:site_name" content="The Veldt Post | News">`, Page{Title: "Pier closed: the cost", Site: "The Veldt Post"}},
		{"title with the name of the host", `<title>Pier closed - what now – post.example</title>`, Page{Title: "Pier closed - what now – post.example"}},
		{"title with markup", `<meta property="og:title" content="Pier &lt;b&gt;closed&lt;/b&gt; &amp;amp; barred">`, Page{Title: "Pier closed & barred"}},
		{
			"addresses", `<base href="/veldt/"><link rel=canonical href="pier"><link rel="alternate" type="application/rss+xml" href="feed.xml"><link rel=alternate type="application/atom+xml; charset=utf-8" href="//post.example.org/atom"><link rel=alternate type=application/rss+xml href="/veldt/feed.xml">
			<link rel=alternate hreflang=fr href=/fr><link rel=alternate type=application/rss+xml href="ftp://post.example.org/x"><link rel=alternate type=application/rss+xml href="http://[::1">`,
			Page{Canonical: address, Feeds: []string{"https://www.post.example.org/veldt/feed.xml", "https://post.example.org/atom"}},
		},
		{"a canonical address elsewhere", `<link rel=canonical href="https://evil.example.com/veldt/pier"><meta property=og:url content="javascript:alert(1)">`, Page{}},
		{"a canonical address of the front page", `<link rel=canonical href="/">`, Page{}},
		{"a date that is none", `<meta property="article:published_time" content="yesterday"><meta name=date content="01/02/2024"><meta name=pubdate content="0001-01-01T00:00:00Z">`, Page{}},
		{"hostile", "<html lang='en\x1b[31m'><meta name=author content='\u202eada\x07 &lt;script&gt;'><meta property=og:site_name content='https://evil.example'><title>\x1b[2JPier\u2066</title>", Page{Title: "[2JPier", Author: "ada"}},
		{"no names", `<meta name=author content="admin"><meta name=author content="ada@post.example"><meta name=author content="http://x.example/ada"><meta name=author content="-">`, Page{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadPage([]byte(c.head+"<body>"+storyHTML), "text/html; charset=utf-8", address)
			if err != nil {
				t.Fatal(err)
			}
			c.want.Text = story
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestPageShowsDateAndAuthor(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, address, above string
		published            time.Time
		author               string
	}{
		{"not at all", "", "<h1>Pier closed</h1>", time.Time{}, ""},
		{"time element", "", "<time datetime=2026-01-01>today</time><h1>Pier closed</h1><time datetime=2024-05-03>Friday</time><time datetime=2024-05-09>later</time>", day, ""},
		{"marked time", "", "<time itemprop='datePublished' datetime='2024-05-03'>Friday</time><h1>Pier closed</h1><time datetime=2024-05-09>", day, ""},
		{"in words", "", "<div class=date>May 9, 2026</div><h1>Pier closed</h1><p class='post-author'>By Ada Brandt</p><p class='post-date'>Published: May 3, 2024</p>", day, "Ada Brandt"},
		{"in the address", "https://post.example.org/2024/05/03/pier", "<h1>Pier closed</h1><a rel=author href=/ada>Ada Brandt</a>", day, "Ada Brandt"},
		{"in the address, with a month in words", "https://post.example.org/world/2024/may/03/pier", "<h1>Pier closed</h1>", day, ""},
		{"no date in the address", "https://post.example.org/2024/13/99/pier", "<h1>Pier closed</h1>", time.Time{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := ReadPage([]byte(c.above+storyHTML), "", c.address)
			if diff := cmp.Diff([]any{c.published, c.author, nil}, []any{p.Published, p.Author, err}); diff != "" {
				t.Errorf("published, author, error: -want +got\n%s", diff)
			}
		})
	}
}

func TestPageEncodings(t *testing.T) {
	t.Parallel()
	const german = "Der Hafenrat von Veldt hat am Dienstag beschlossen, den „alten“ Pier für Fußgänger zu schließen, weil Risse größer geworden sind – so der Rat."
	const chinese = "维尔特港口委员会星期二投票决定关闭旧码头，因为潜水员在四十根柱子中的十一根上发现了裂缝。委员会主席说，不能再等一个冬天，并要求九艘船的船主在星期五之前将船移走，修理工程将持续到五月。"
	latin := func(s string) string { out, _ := charmap.Windows1252.NewEncoder().String(s); return out }
	gb := func(s string) string { out, _ := simplifiedchinese.GB18030.NewEncoder().String(s); return out }
	wide := func(s string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	para := func(s string) string { return "<p>" + s + "</p>" }
	ascii := strings.Repeat("<p>Sixteen boats were in the harbour on the day of the vote, said Ada Brandt.</p>", 20)
	for _, c := range []struct{ name, page, header, want string }{
		{"windows-1252 by the header", latin(para(german)), "text/html; charset=ISO-8859-1", german},
		{"windows-1252 by the page", latin("<meta charset=windows-1252>" + para(german)), "text/html", german},
		{"windows-1252 by nothing", latin(para(german)), "", german},
		{"UTF-8 by nothing, late", ascii + para(german), "", german},
		{"UTF-8 with a mark", "\ufeff" + para(german), "text/html; charset=windows-1252", german},
		{"UTF-16 with a mark", "\xff\xfe" + wide(para(german)), "", german},
		{"UTF-16 by the header", wide(para(german)), "text/html; charset=utf-16le", german},
		{"gb18030", gb(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">` + para(chinese)), "", chinese},
		{"an unknown one", para(german), "text/html; charset=klingon", german},
		{"broken UTF-8", "<meta charset=utf-8>" + para("\xff "+german), "", "\ufffd " + german},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := ReadPage([]byte(c.page), c.header, "")
			if err != nil || !strings.HasSuffix(p.Text, c.want) {
				t.Errorf("ReadPage = %q, %v; want %q", p.Text, err, c.want)
			}
		})
	}
}

func TestNoPage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, data, header, want string }{
		{"another type", "%PDF-1.7", "application/pdf", "it is no web page but application/pdf"},
		{"binary", "\x7fELF\x00\x01", "", "it is no web page but binary (it holds a zero byte)"},
		{"too large", strings.Repeat("a", maxPageBytes+1), "", "larger than 20 MB, the limit for one page"},
		{"too many tags", strings.Repeat("<b>", maxPageTokens+1), "", "it has more than 200,000 tags and texts, or 5 MB of them, the limits for one page"},
		{"too much text", strings.Repeat("a", maxMarkupBytes+1), "", "it has more than 200,000 tags and texts, or 5 MB of them, the limits for one page"},
	} {
		if _, err := ReadPage([]byte(c.data), c.header, ""); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestReadPageFiles(t *testing.T) {
	t.Parallel()
	page := "<html lang=en><title>Pier closed</title><link rel=canonical href=https://post.example.org/pier><meta property=og:site_name content=Post><meta name=author content='Ada Brandt'>" +
		"<meta name=date content=2024-05-03><meta property=article:modified_time content=2024-05-04><body>" + storyHTML
	full := article("a/pier", "Pier closed", story)
	full.Source, full.URL, full.Author, full.Language = "Post", "https://post.example.org/pier", "Ada Brandt", "en"
	full.Published = time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)
	full.Modified = full.Published.AddDate(0, 0, 1)
	bare := article("b-2024-05-03", shorten(storyOne, guessedTitleRunes), story)
	bare.Published = full.Published
	got, problems := read(t, map[string]string{"a/pier.html": page, "b-2024-05-03.HTM": storyHTML, "front.html": "<a href=/>Home</a>", "zero.html": "a\x00"})
	if diff := cmp.Diff([]any{full, bare}, []any{got[0], got[1]}); diff != "" || len(got) != 2 {
		t.Errorf("%d articles: -want +got\n%s", len(got), diff)
	}
	want := []string{
		"front.html: there is no article in it: it may be a front page, need a log-in or be filled in by scripts; leave it out",
		"zero.html: it is no web page but binary (it holds a zero byte)",
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
}

func TestFragmentText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, fragment, want string }{
		{"nothing", "", ""},
		{"plain text", "Pier closed", "Pier closed"},
		{"paragraphs", "<p>One &amp; two.</p><p>Three.<br>Four.</p>", "One & two.\n\nThree.\nFour."},
		{"a list", "Boats:<ol><li>Rask<ul><li>Two</ul><li><p>Lind</p><p>Seven</p></ol>", "Boats:\n\n- Rask\n- Two\n- Lind\n\nSeven"},
		{"headings", "<h2><a href=x>Pier</a></h2>Closed.", "## Pier\n\nClosed."},
		{"pictures and scripts", "<img alt=x><script>alert(1)</script>Closed<style>a</style>.<svg><text>x</text></svg>", "Closed."},
		{"escaped markup", "&lt;b&gt;Closed&lt;/b&gt;", "<b>Closed</b>"},
		{"controls", "a\x00\x1b[31m\u202eb\xffc", "a[31mb\ufffdc"},
		{"open tags", "<b><div><i>Clo<b>sed", "Closed"},
		{"words in blocks", "<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"},
		{"an empty paragraph", "One<p/>Two", "One\nTwo"},
		{"too many tags", "One" + strings.Repeat("<b>", maxPageTokens), "One"},
	} {
		if diff := cmp.Diff(c.want, FragmentText(c.fragment)); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
	}
}

// TestHostilePages reads pages that would cost much if nothing bounded them.
func TestHostilePages(t *testing.T) {
	t.Parallel()
	const n = 4_000
	many := func(s string) string { return strings.Repeat(s, n) }
	numbered := func(before, after string) string {
		var b strings.Builder
		for i := range 400 {
			fmt.Fprintf(&b, "%s%d%s", before, i, after)
		}
		return b.String()
	}
	for _, c := range []struct{ name, page string }{
		{"nested elements", many("<div>")},
		{"nested paragraphs", many("<div><p>" + storyTwo)},
		{"nested tables", many("<table><tr><td>")},
		{"nested lists", many("<ul><li>")},
		{"nested articles", many("<article><h2><a href=x>a</a></h2>")},
		{"links that nothing closes", many("<a href=x>" + storyOne)},
		{"formatting for every paragraph", "<p>" + numbered("<b id=", ">") + "</p>" + many("<p>x")},
		{"paragraphs out of a table", "<table>" + many("<p>"+storyOne)},
		{"rows", "<table>" + many("<tr><td>a<td>b")},
		{"line breaks", "<p>" + many("a, b<br><br>")},
		{"tags of many attributes", "<div " + strings.Repeat(numbered("a", "=b "), 100) + ">"},
		{"a huge attribute", "<div class='" + strings.Repeat("related-x ", 50*n) + "'>"},
		{"names in every tag", many("<div class='related-post-ad share-bar' id='comment-x'>a</div>")},
		{"bylines", "<h1>a</h1>" + many("<p class='byline date'>"+strings.Repeat("9", 200)+"</p>")},
		{"entities", many(strings.Repeat("&nGt;&amp", 20))},
		{"JSON in JSON", "<script type=application/ld+json>" + strings.Repeat(`{"@graph":[`, 50*n) + "</script>"},
		{"JSON that does not end", "<script type=application/ld+json>" + strings.Repeat(`"headline":"`, 50*n) + "</script>"},
		{"a title of titles", "<title>" + many("a - b | ") + "</title>"},
		{"metadata", many("<meta name=author content=a><link rel=canonical href=/a><time datetime=x>")},
		{"a comment that does not end", "<!--" + many("--")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			p, err := ReadPage([]byte(c.page+storyHTML), "", "https://news.example.org/a")
			if took := time.Since(start); err != nil || took > maxPageTime {
				t.Errorf("error %v after %v for %d bytes", err, took, len(c.page))
			}
			checkText(t, p.Text, len(c.page)+len(storyHTML))
			checkSaid(t, p)
			if fragment := FragmentText(c.page + storyHTML); len(fragment) > 2*(len(c.page)+len(storyHTML)) {
				t.Errorf("%d bytes of text", len(fragment))
			}
		})
	}
}
