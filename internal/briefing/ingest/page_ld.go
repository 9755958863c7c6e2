package ingest

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"briefbot/internal/briefing/inert"
)

// linkedData is what the JSON-LD of a page says of its article.
type linkedData struct {
	title, site, language, address, published, modified, body string
	authors                                                   []string
}

const (
	maxLinkedDataBytes = 1 << 20 // all blocks of a page together
	maxLinkedDataDepth = 8       // of objects in which an article is looked for
)

// readLinkedData reads the blocks of JSON-LD of a page.
func readLinkedData(blocks []string) linkedData {
	r := ldReader{ids: map[string]map[string]any{}}
	var all []any
	size := 0
	for _, b := range blocks {
		if size += len(b); size > maxLinkedDataBytes {
			break
		}
		if v, ok := parseJSON(b); ok {
			all = append(all, v)
		} else {
			all = append(all, salvage(b))
		}
	}
	r.find(all, 0)
	var ld linkedData
	for _, o := range slices.Concat(r.articles, r.pages) {
		ld.take(r, o)
	}
	return ld
}

// lines returns the text of the article, for a page that is filled in by scripts.
func (ld linkedData) lines() []pageLine {
	var out []pageLine
	for part := range strings.Lines(html.UnescapeString(ld.body)) {
		for line := range strings.Lines(FragmentText(part)) {
			if line = inert.Clean(line); line != "" {
				out = append(out, pageLine{text: line})
			}
		}
	}
	if out = tidy(out, ld.title); !isArticle(out) {
		return nil
	}
	return out
}

// ldReader finds the objects in JSON-LD that tell of the article.
type ldReader struct {
	articles, pages []map[string]any
	ids             map[string]map[string]any
}

var articleType = regexp.MustCompile(`(?:Article|Posting|Report|Review|Recipe|Story)$`)

func (r *ldReader) find(v any, depth int) {
	if depth > maxLinkedDataDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			r.find(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			r.ids[id] = v
		}
		for _, kind := range stringsOf(v["@type"]) {
			if articleType.MatchString(kind) {
				r.articles = append(r.articles, v)
				break
			}
			if strings.HasSuffix(kind, "WebPage") {
				r.pages = append(r.pages, v)
				break
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if strings.HasPrefix(key, "@graph") || strings.HasPrefix(key, "mainEntity") {
				r.find(v[key], depth+1)
			}
		}
	}
}

// take fills what is still unknown from an object.
func (ld *linkedData) take(r ldReader, o map[string]any) {
	fill := func(to *string, keys ...string) {
		for _, key := range keys {
			if s := stringsOf(o[key]); *to == "" && len(s) > 0 {
				*to = s[0]
			}
		}
	}
	fill(&ld.title, "headline", "name")
	fill(&ld.language, "inLanguage")
	fill(&ld.address, "url")
	fill(&ld.body, "articleBody")
	fill(&ld.published, "datePublished", "dateCreated", "uploadDate")
	fill(&ld.modified, "dateModified")
	if names := r.names(o["author"], 0); len(ld.authors) == 0 {
		ld.authors = names
	}
	if names := r.names(o["publisher"], 0); ld.site == "" && len(names) > 0 {
		ld.site = names[0]
	}
}

// names returns the names of people or organizations.
func (r *ldReader) names(v any, depth int) []string {
	if depth > 3 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if o, ok := r.ids[v]; ok {
			return r.names(o["name"], depth+1)
		}
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, r.names(e, depth+1)...)
		}
		return out
	case map[string]any:
		if _, ok := v["name"]; ok {
			return r.names(v["name"], depth+1)
		}
		if id, ok := v["@id"].(string); ok && r.ids[id] != nil {
			return r.names(r.ids[id]["name"], depth+1)
		}
	}
	return nil
}

// stringsOf returns a text, or the texts of a list.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok && s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

// parseJSON parses JSON as pages have it: in comments or CDATA, with line ends in texts,
// a comma or semicolon too many.
func parseJSON(s string) (any, bool) {
	s = strings.TrimSpace(s)
	for _, mark := range []string{"<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, mark), mark))
	}
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, strings.TrimRight(s, "; \n\t"))
	s = trailingComma.ReplaceAllString(s, "$1")
	return v, json.Unmarshal([]byte(s), &v) == nil
}

var ldField = regexp.MustCompile(`"(headline|datePublished|dateModified)"\s*:\s*("(?:[^"\\\n]|\\.)*")`)

// salvage returns the plain fields of JSON that cannot be parsed.
func salvage(s string) map[string]any {
	o := map[string]any{"@type": "Article"}
	for _, m := range ldField.FindAllStringSubmatch(s, -1) {
		var text string
		if _, ok := o[m[1]]; !ok && json.Unmarshal([]byte(m[2]), &text) == nil {
			o[m[1]] = text
		}
	}
	return o
}
