package sources

import "testing"

func TestArticleID(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://Example.org/2026/05/vote":                                "example.org/2026/05/vote",
		"http://example.org/2026/05/vote/":                                "example.org/2026/05/vote",
		"https://example.org/story?id=7":                                  "example.org/story?id=7",
		"https://example.org/story?utm_source=rss&id=7&fbclid=x#comments": "example.org/story?id=7",
		"https://example.org/story?utm_source=rss&utm_medium=feed":        "example.org/story",
		"https://example.org:8443/a%20b":                                  "example.org:8443/a%20b",
		"https://example.org":                                             "example.org",
		"mailto:desk@example.org":                                         "",
		"https://%zz/":                                                    "",
		"":                                                                "",
	} {
		if got := ArticleID(address); got != want {
			t.Errorf("ArticleID(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	const found = "https://www.example.org/news/vote.html?ref=feed"
	for named, taken := range map[string]bool{
		"https://www.example.org/news/vote.html":  true,
		"https://example.org/news/vote":           true,
		"https://www.example.org/amp/news/vote/":  true,
		"https://www.example.org/news/vote/amp":   true,
		"https://www.example.org/":                false, // a site that names its front page on all
		"https://www.example.org/news/other":      false,
		"https://rival.org/news/vote.html":        false,
		"https://www.example.org:8443/news/vote":  false,
		"https://example.org.rival.org/news/vote": false,
		"": false,
	} {
		want := found
		if taken {
			want = named
		}
		if got := canonical(found, named); got != want {
			t.Errorf("canonical(%q) = %q, want %q", named, got, want)
		}
	}
}

func TestOriginalOf(t *testing.T) {
	t.Parallel()
	const found = "https://www.example.org/news/vote.html"
	for named, want := range map[string]string{
		"https://wire.example.com/2025/vote?utm_source=x": "wire.example.com/2025/vote",
		"https://other.example.org/vote":                  "", // of one owner
		"https://www.example.org/":                        "",
		"vote":                                            "",
		"":                                                "",
	} {
		if got := originalOf(found, named); got != want {
			t.Errorf("originalOf(%q) = %q, want %q", named, got, want)
		}
	}
}

func TestSpeaksFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		feed, page string
		want       bool
	}{
		{"https://example.org/feed", "https://example.org/a", true},
		{"https://feeds.example.co.uk/feed", "http://www.example.co.uk/a", true},
		{"https://rival.co.uk/feed", "https://example.co.uk/a", false},
		{"https://a.github.io/feed", "https://b.github.io/a", false}, // two owners under a public suffix
		{"http://127.0.0.1:8001/feed", "http://127.0.0.1:8001/a", true},
		{"http://127.0.0.1:8001/feed", "http://127.0.0.1:8002/a", false},
		{"http://127.0.0.1/feed", "http://127.0.0.2/a", false},
		{"https://example.org/feed", "", false},
	} {
		if got := speaksFor(c.feed, c.page); got != c.want {
			t.Errorf("speaksFor(%q, %q) = %v", c.feed, c.page, got)
		}
	}
}

func FuzzArticleID(f *testing.F) {
	f.Add("https://example.org/story?utm_source=rss&id=7#x", "https://example.org/story")
	f.Fuzz(func(t *testing.T, address, other string) {
		if id := ArticleID(address); len(id) > maxKeyBytes {
			t.Errorf("an id of %d bytes", len(id))
		}
		if got := canonical(address, other); got != address && got != other {
			t.Errorf("canonical(%q, %q) = %q", address, other, got)
		}
	})
}
