package ingest

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestWellFormed reads the feeds of feedparser's test suite, which is no part of the
// project, and holds them to the expectation that each states in its leading comment.
func TestWellFormed(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("BRIEFBOT_SHARED")
	if shared == "" {
		t.Skip("BRIEFBOT_SHARED does not name a folder that holds feeds/wellformed")
	}
	files, err := filepath.Glob(filepath.Join(shared, "feeds", "wellformed", "*", "*.xml"))
	if err != nil || len(files) < 1000 {
		t.Fatalf("%d feeds, %v", len(files), err)
	}
	rates := map[string]*rate{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkExpectation(t, rates, filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), string(data))
	}
	for name, misses := range map[string]int{ // that are known: of markup mostly, which feedparser cleans and this package makes text of
		"read": 0, "entries": 0, "elements": 0, "title": 1, "link": 0, "id": 0, "author": 0, "published": 0, "modified": 0, "text": 18,
	} {
		r := rates[name]
		if r == nil {
			t.Errorf("nothing states its %s", name)
			continue
		}
		t.Logf("%s: %d of %d", name, r.right, r.all)
		if r.all-r.right > misses {
			t.Errorf("%s: %d of %d are right; %d may be wrong", name, r.right, r.all, misses)
		}
	}
}

type rate struct{ right, all int }

var (
	leadingComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	headerLine     = regexp.MustCompile(`(?m)^Header:\s*([\w-]+):\s*(.*)$`)
	entryElement   = regexp.MustCompile(`(?i)<([\w.]+:)?(item|entry)[\s>/]`)
	expectedEntry  = regexp.MustCompile(`entries\[(\d+)\]`)
	expectedField  = regexp.MustCompile(`entries\[(\d+)\](?:\['(\w+)'\]|\.(\w+))(\[0\]\['value'\]|\['value'\])? == (?s:u?"""(.*?)"""|u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)"|\(([\d, ]+)\))`)
)

// expectedFields maps feedparser's names to those of the rates.
var expectedFields = map[string]string{
	"title": "title", "link": "link", "id": "id", "guid": "id", "author": "author", "summary": "text", "description": "text", "content": "text",
	"published_parsed": "published", "issued_parsed": "published", "created_parsed": "published", "updated_parsed": "modified", "modified_parsed": "modified",
}

func checkExpectation(t *testing.T, rates map[string]*rate, name, text string) {
	comment := leadingComment.FindString(text)
	contentType, address := "", "http://127.0.0.1:8097/tests/wellformed/"+name
	for _, m := range headerLine.FindAllStringSubmatch(comment, -1) {
		switch value := strings.TrimSpace(m[2]); strings.ToLower(m[1]) {
		case "content-location":
			address = cmp.Or(webAddress(value), address)
		case "content-type":
			contentType = value
		}
	}
	count := func(field string, right bool, format string, args ...any) {
		if rates[field] == nil {
			rates[field] = new(rate)
		}
		rates[field].all++
		if right {
			rates[field].right++
		} else {
			t.Logf("%s: %s: "+format, append([]any{name, field}, args...)...)
		}
	}
	start := time.Now()
	feed, err := ReadFeed([]byte(text), contentType, address)
	count("read", err == nil && time.Since(start) < 5*time.Second, "%v", err)
	n := len(feed.Entries)
	elements := len(entryElement.FindAllString(leadingComment.ReplaceAllString(text, ""), -1))
	count("elements", n == elements, "%d of %d", n, elements)
	least := 0
	for _, m := range expectedEntry.FindAllStringSubmatch(comment, -1) {
		i, _ := strconv.Atoi(m[1])
		least = max(least, i+1)
	}
	if least > 0 {
		count("entries", n >= least, "%d of %d", n, least)
	}
	for _, m := range expectedField.FindAllStringSubmatch(comment, -1) {
		i, _ := strconv.Atoi(m[1])
		if field := expectedFields[cmp.Or(m[2], m[3])]; field != "" && i < n {
			want := cmp.Or(m[5], m[6], m[7], m[8])
			if s, err := strconv.Unquote(`"` + strings.NewReplacer(`\'`, `'`, `"`, `\"`, "\n", `\n`).Replace(want) + `"`); err == nil && m[5] == "" {
				want = s
			}
			got, want := gotAndWant(feed.Entries[i], field, cmp.Or(m[2], m[3]), want)
			count(field, got == want, "%q, want %q", got, want)
		}
	}
}

// gotAndWant brings a field of an entry and what is expected of it to one form.
func gotAndWant(e Entry, field, theirs, want string) (string, string) {
	switch field {
	case "title":
		if e.Title == want { // plain text that looks like a tag
			return e.Title, want
		}
		return e.Title, oneLine(want)
	case "link":
		return e.URL, want
	case "id":
		return e.ID, want
	case "author":
		return e.Author, authorName(want)
	case "published":
		return dateTuple(e.Published), want
	case "modified":
		if e.Modified.IsZero() { // feedparser takes one for the other
			return dateTuple(e.Published), want
		}
		return dateTuple(e.Modified), want
	}
	got := e.Summary
	if theirs == "content" {
		got = cmp.Or(e.Content, e.Summary)
	} else if got == "" {
		got = e.Content
	}
	return FragmentText(got), FragmentText(want)
}

// dateTuple writes a time like Python's struct_time.
func dateTuple(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strings.ReplaceAll(t.Format("2006, 1, 2, ")+t.Format("15, 4, 5, "), " 0", " ") +
		strconv.Itoa((int(t.Weekday())+6)%7) + ", " + strconv.Itoa(t.YearDay()) + ", 0"
}

// TestDamaged damages the same feeds in ways that the malformed ones of the web are: no
// entry may be lost.
func TestDamaged(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("BRIEFBOT_SHARED")
	if shared == "" {
		t.Skip("BRIEFBOT_SHARED does not name a folder that holds feeds/wellformed")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "feeds", "wellformed", "*", "*.xml"))
	namespaces := regexp.MustCompile(`\sxmlns(:\w+)?=("[^"]*"|'[^']*')`)
	lastTags := regexp.MustCompile(`(?i)(\s*</[\w:]+>)?\s*$`)
	for name, damage := range map[string]func(string) string{
		"no namespaces":          func(s string) string { return namespaces.ReplaceAllString(s, "") },
		"junk before":            func(s string) string { return "\n\n<b>Warning</b>: x & y\n" + s },
		"junk behind":            func(s string) string { return s + "\n<!-- 0.1 s --><script>x</script></p>" },
		"control characters":     func(s string) string { return strings.ReplaceAll(s, "</title>", "\x00\x0b\x7f</title>") },
		"ampersands":             func(s string) string { return strings.ReplaceAll(s, "</title>", " & &nbsp; &x; &</title>") },
		"no end of titles":       func(s string) string { return strings.ReplaceAll(s, "</title>", "") },
		"an end too many":        func(s string) string { return strings.ReplaceAll(s, "</title>", "</title></title></b>") },
		"a start too many":       func(s string) string { return strings.ReplaceAll(s, "</title>", "<b></title>") },
		"no end of the document": func(s string) string { return lastTags.ReplaceAllString(strings.TrimSpace(s), "") },
		"upper case":             func(s string) string { return upperTag.ReplaceAllStringFunc(s, strings.ToUpper) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				whole, _ := ReadFeed(data, "", feedAddress)
				damaged, err := ReadFeed([]byte(damage(string(data))), "", feedAddress)
				if len(damaged.Entries) != len(whole.Entries) {
					t.Errorf("%s: %d entries of %d, %v", file, len(damaged.Entries), len(whole.Entries), err)
				}
			}
		})
	}
}

var upperTag = regexp.MustCompile(`</?[A-Za-z]+[\s>/]`)
