package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"briefbot/internal/briefing"
)

// benchText is an article of 30 paragraphs of two to six sentences.
func benchText() string {
	var b strings.Builder
	for i := range 30 {
		if i%6 == 0 {
			fmt.Fprintf(&b, "What the vote means for ward %d\n", i)
		}
		for j := range 2 + i%5 {
			fmt.Fprintf(&b, "“The U.S. plan costs $%d.2 million,” Mayor Jane D. Hale said at %d a.m. on Tuesday, after the council had voted. ", i, j+1)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkSplit(b *testing.B) {
	a := briefing.Article{Title: "Vote", Text: benchText()}
	passages := 0
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		passages += len(Split(a).Passages)
	}
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

func BenchmarkReadJSONL(b *testing.B) {
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"title\":\"Vote\",\"date\":\"2025-08-15\",\"text\":%q}\n", i, benchText())
	}
	fsys := fstest.MapFS{"a.jsonl": {Data: []byte(lines.String())}}
	passages := 0
	b.SetBytes(int64(lines.Len()))
	for b.Loop() {
		err := new(Reader).FS(b.Context(), fsys, func(d *briefing.Document) error {
			passages += len(d.Passages)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

// benchPage is a web page such as news sites have: 200 KB, of which 2 % are the article.
func benchPage() []byte {
	var b strings.Builder
	b.WriteString("<html lang=en><head><title>Council votes | Post</title><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Council votes\"}</script>")
	b.WriteString("<script>" + strings.Repeat("window.x = {a: [1, 2, 3], b: '<p>x</p>'};\n", 2000) + "</script></head><body><nav><ul>")
	for i := range 300 {
		fmt.Fprintf(&b, "<li class='menu-item item-%d'><a href='/section/%d'>Section %d</a></li>", i, i, i)
	}
	b.WriteString("</ul></nav><main><article><h1>Council votes</h1>")
	for para := range strings.SplitSeq(benchText(), "\n") {
		fmt.Fprintf(&b, "<p class='story__paragraph'>%s</p><div class='ad-slot'><div id=x></div></div>", para)
	}
	b.WriteString("</article><aside>")
	for i := range 300 {
		fmt.Fprintf(&b, "<div class='card related'><a href='/%d'><img src='%d.jpg'><h3>A headline of another article, number %d</h3></a><span>3 min</span></div>", i, i, i)
	}
	b.WriteString("</aside></main><footer>All rights reserved</footer>")
	return []byte(b.String())
}

// BenchmarkReadPage reads a page, and for comparison only parses it.
func BenchmarkReadPage(b *testing.B) {
	page := benchPage()
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for b.Loop() {
			if p, err := ReadPage(page, "", ""); err != nil || p.Text == "" {
				b.Fatal(err)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for b.Loop() {
			if _, err := html.Parse(bytes.NewReader(page)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
