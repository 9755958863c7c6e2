package fetchtest

import (
	"fmt"
	"strings"
	"time"
)

// page is the web page of an article, among what stands around articles.
func page(st Story) []byte {
	return []byte(fmt.Sprintf(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>%[1]s - The Daily %[6]s</title>
<link rel="canonical" href="%[2]s"><meta property="og:type" content="article"><meta property="og:title" content="%[1]s">
<meta property="article:published_time" content="%[3]s"><meta name="author" content="%[4]s"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>%[1]s</h1><p class="byline">By <a rel="author" href="/authors">%[4]s</a>, <time datetime="%[3]s">%[7]s</time></p>
%[5]s
</article></main>
<aside><h2>Read on</h2><ul><li><a href="/a">Ten recipes for the weekend</a></li><li><a href="/b">Subscribe to our newsletter</a></li></ul></aside>
<footer><p>All rights reserved. We use cookies.</p></footer></body></html>
`, esc(st.Title), esc(st.URL), st.Published.Format(time.RFC3339), esc(st.Author), markup(st.Text), name(uint64(st.Feed)<<24), st.Published.Format(time.RFC1123)))
}

// bare is a page with nothing but something in it that is no article.
func bare(content string) []byte {
	return []byte(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Welcome</title></head><body>` + content + `</body></html>`)
}

func links(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<a href="/%d">%[1]d</a> `, i)
	}
	return b.String()
}
