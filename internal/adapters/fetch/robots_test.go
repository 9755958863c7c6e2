package fetch_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/briefing/sources"
)

func TestRobotsRules(t *testing.T) {
	t.Parallel()
	const agent = "Briefbot/1.0 (news reader)"
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"nothing", "", "/a", true},
		{"everything", "User-agent: *\nDisallow: /\n", "/a", false},
		{"everything, but robots.txt", "User-agent: *\nDisallow: /\n", "/robots.txt", true},
		{"an empty rule", "User-agent: *\nDisallow:\n", "/a", true},
		{"a path", "User-agent: *\nDisallow: /a\n", "/abc", false},
		{"another path", "User-agent: *\nDisallow: /a\n", "/b", true},
		{"letters count", "User-agent: *\nDisallow: /A\n", "/a", true},
		{"the query counts", "User-agent: *\nDisallow: /*?print=\n", "/a?print=1", false},
		{"no path", "User-agent: *\nDisallow: /\n", "", false},
		{"Mac lines", "User-agent: *\rDisallow: /a\r", "/a", false},
		{"Windows lines, spaces, comments", "\ufeffUSER-AGENT : * # all\r\n  disallow\t:  /a  # no\r\n", "/a", false},
		{"named, and free", "User-agent: Briefbot\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/a", true},
		{"named, and not free", "User-agent: *\nDisallow:\nUser-agent: briefBOT\nDisallow: /a\n", "/a", false},
		{"named with a version", "User-agent: Briefbot/2.0\nDisallow: /a\n", "/a", false},
		{"named with others", "User-agent: x\nUser-agent: Briefbot\n\nUser-agent: y\nDisallow: /a\n", "/a", false},
		{"named twice", "User-agent: Briefbot\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: Briefbot\nDisallow: /b\n", "/b", false},
		{"named twice, elsewhere", "User-agent: Briefbot\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: Briefbot\nDisallow: /b\n", "/c", true},
		{"another whose name starts so", "User-agent: Briefbot-Images\nDisallow: /\n", "/a", true},
		{"another with a shorter name", "User-agent: Brief\nDisallow: /\n", "/a", true},
		{"everybody twice", "User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: *\nDisallow: /b\n", "/b", false},
		{"an odd line before", "Disallow: /b\nnonsense\nUser-agent: *\nCrawl-delay: 1s\nDisallow: /a\n", "/a", false},
		{"a rule before any agent", "Disallow: /b\nUser-agent: *\nDisallow: /a\n", "/b", true},
		{"other records between agents", "User-agent: *\nSitemap: /s.xml\nCrawl-delay: 5\nUser-agent: x\nDisallow: /a\n", "/a", false},
		{"the longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true},
		{"the longest wins, in any order", "User-agent: *\nAllow: /a/b\nDisallow: /a/b/c\n", "/a/b/c", false},
		{"a tie is allowed", "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true},
		{"a star", "User-agent: *\nDisallow: /*/private\n", "/uk/private/x", false},
		{"a star in the middle starts at the start", "User-agent: *\nDisallow: /a*b\n", "/x/a/b", true},
		{"a star and an end", "User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", false},
		{"a star and an end, and more", "User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf.html", true},
		{"a star, an end and the thing twice", "User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf/b.pdf", false},
		{"an end", "User-agent: *\nDisallow: /a$\n", "/a", false},
		{"an end, and more", "User-agent: *\nDisallow: /a$\n", "/ab", true},
		{"stars at the end", "User-agent: *\nDisallow: /a**\n", "/a", false},
		{"a star at the end, and an end", "User-agent: *\nDisallow: /a*$\n", "/abc", false},
		{"several stars", "User-agent: *\nDisallow: /a*b*c\n", "/a1c2b3c4", false},
		{"several stars, not in order", "User-agent: *\nDisallow: /a*b*c\n", "/a1c2b3", true},
		{"a star first", "User-agent: *\nDisallow: *.gif\n", "/x.gif", false},
		{"escapes are the same", "User-agent: *\nDisallow: /%66oo/b%c3%a4r\n", "/foo/bär", false},
		{"a reserved character is another escaped", "User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
		{"not ASCII in the file", "User-agent: *\nDisallow: /ツ\n", "/%E3%83%84", false},
		{"a page of HTML", "<!doctype html>\n<p>Disallow: /\n", "/a", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			u, err := url.Parse("https://example.org" + c.path)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := fetch.Allowed(c.file, agent, u); got != c.want {
				t.Errorf("Allowed(%q, %s) = %v, want %v", c.file, c.path, got, c.want)
			}
		})
	}
}

// TestRobotsIsFast: a path is held against a hostile file in no time.
func TestRobotsIsFast(t *testing.T) {
	t.Parallel()
	u := &url.URL{Scheme: "https", Host: "example.org", Path: "/" + strings.Repeat("a", 4000)}
	for _, line := range []string{"Disallow: /*a\n", "Disallow: /" + strings.Repeat("*a", 1000) + "b\n"} {
		file := "User-agent: *\n" + strings.Repeat(line, (500<<10)/len(line))
		start := time.Now()
		fetch.Allowed(file, "Briefbot", u)
		if took := time.Since(start); took > 10*time.Second { // 30 ms here, without load
			t.Errorf("took %v", took)
		}
	}
}

// TestRobotsStates: what a robots.txt that is not there, or cannot be had, means.
func TestRobotsStates(t *testing.T) {
	t.Parallel()
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	for _, c := range []struct {
		name  string
		serve http.HandlerFunc
		want  sources.FaultKind // "" for none
	}{
		{"not there", status(404), ""},
		{"gone", status(410), ""},
		{"not for us", status(403), ""},
		{"too many", status(429), sources.Busy},
		{"an error", status(500), sources.Broken},
		{"busy", status(503), sources.Busy},
		{"without an answer", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, sources.Broken},
		{"cut short", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = w.Write([]byte("User-"))
		}, sources.Broken},
		{"forbids", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /") }, sources.Refused},
		{"forbids others", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: x\nDisallow: /") }, ""},
		{"very long", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Repeat("# nothing\n", 50<<10), "User-agent: *\nDisallow: /")
		}, ""},
		{"forbids and is very long", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "User-agent: *\nDisallow: /\n", strings.Repeat("# nothing\n", 600<<10))
		}, sources.Refused},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request) {
			if r.Host == "news.example" {
				http.Redirect(w, r, "http://other.example/robots.txt", http.StatusMovedPermanently)
				return
			}
			fmt.Fprint(w, "User-agent: *\nDisallow: /")
		}, sources.Refused},
		{"in a circle", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusMovedPermanently)
		}, ""},
		{"in a private network", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://10.0.0.1/robots.txt", http.StatusMovedPermanently)
		}, sources.Unsafe},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			serve := func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					c.serve(w, r)
				} else {
					fmt.Fprint(w, "hello")
				}
			}
			timed(t, fetch.Options{}, serve, func(t *testing.T, client *fetch.Client) {
				got, err := get(t, client, "http://news.example/a")
				if c.want != "" {
					wantFault(t, err, c.want)
				} else if err != nil || string(got.Body) != "hello" {
					t.Errorf("Fetch = %v, %v", got, err)
				}
			})
		})
	}
}

// TestRobotsIsKept: for a day; one that cannot be had for minutes, in which the last one
// holds that could; and asked for once, by however many.
func TestRobotsIsKept(t *testing.T) {
	t.Parallel()
	asked, code, file := 0, http.StatusOK, "User-agent: *\nDisallow: /a"
	serve := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked++
			w.Header().Set("Retry-After", "600")
			w.WriteHeader(code)
			fmt.Fprint(w, file)
		}
	}
	timed(t, fetch.Options{}, serve, func(t *testing.T, c *fetch.Client) {
		check := func(path string, kind sources.FaultKind, times int) {
			t.Helper()
			if _, err := get(t, c, "http://news.example"+path); kind != "" {
				wantFault(t, err, kind)
			} else if err != nil {
				t.Error(err)
			}
			if asked != times {
				t.Errorf("robots.txt asked for %d times, want %d", asked, times)
			}
		}
		check("/a", sources.Refused, 1)
		check("/b", "", 1)
		time.Sleep(fetch.RobotsTime - 10*time.Second)
		check("/a", sources.Refused, 1)
		code = http.StatusInternalServerError
		time.Sleep(11 * time.Second)
		check("/a", sources.Refused, 2)
		check("/b", "", 2)
		time.Sleep(fetch.RobotsRetry)
		code, file = http.StatusOK, "User-agent: *\nDisallow: /b"
		check("/a", "", 3)
		check("/b", sources.Refused, 3)
	})
	asked, code = 0, http.StatusServiceUnavailable
	timed(t, fetch.Options{}, serve, func(t *testing.T, c *fetch.Client) {
		_, err := get(t, c, "http://news.example/a")
		if f := wantFault(t, err, sources.Busy); f.RetryAfter != 10*time.Minute {
			t.Errorf("retry after %v, want 10m", f.RetryAfter)
		}
		time.Sleep(9 * time.Minute)
		_, err = get(t, c, "http://news.example/a")
		if f := wantFault(t, err, sources.Busy); f.RetryAfter != time.Minute || asked != 1 {
			t.Errorf("retry after %v, and %d requests; want 1m and one request", f.RetryAfter, asked)
		}
		time.Sleep(time.Minute)
		code = http.StatusNotFound
		if _, err = get(t, c, "http://news.example/a"); err != nil || asked != 2 {
			t.Errorf("error %v and %d requests, want none and 2", err, asked)
		}
	})
}

// TestRedirectsKeepToRobots: where a redirect leads, robots.txt holds as well.
func TestRedirectsKeepToRobots(t *testing.T) {
	t.Parallel()
	serve := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && r.Host == "shy.example":
			fmt.Fprint(w, "User-agent: *\nDisallow: /")
		case r.URL.Path == "/robots.txt":
		case r.Host == "shy.example":
			t.Errorf("%s was asked for", r.URL)
		default:
			http.Redirect(w, r, "http://shy.example/a", http.StatusFound)
		}
	}
	timed(t, fetch.Options{}, serve, func(t *testing.T, c *fetch.Client) {
		_, err := get(t, c, "http://news.example/a")
		wantFault(t, err, sources.Refused)
	})
}

// TestForgetsSites: memory does not grow with the sites and their rules.
func TestForgetsSites(t *testing.T) {
	t.Parallel()
	for _, rules := range []int{0, 300} {
		file := "User-agent: *\n" + strings.Repeat("Disallow: /private\n", rules)
		var k fetch.Known
		for i := range 1100 {
			if err := k.Admit(t.Context(), &url.URL{Scheme: "https", Host: fmt.Sprintf("h%d.example", i)}, file); err != nil {
				t.Fatal(err)
			}
		}
		sites, bytes := k.Size()
		if sites > fetch.MaxKnownSites || bytes > fetch.MaxKnownBytes || (bytes < fetch.MaxKnownBytes/2) != (rules == 0) {
			t.Errorf("%d sites and %d bytes are remembered, of %d rules each", sites, bytes, rules)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%41\nCrawl-delay: 5", "/a%zz?x")
	f.Add("User-agent: Briefbot\n\nUser-agent: x\rDisallow: *\n", "/ツ")
	f.Fuzz(func(t *testing.T, file, path string) {
		u := &url.URL{Scheme: "https", Host: "example.org", Path: path}
		allowed, delay := fetch.Allowed(file, "Briefbot", u)
		if delay < 0 || delay > fetch.MaxCrawlDelay {
			t.Errorf("delay %v", delay)
		}
		if u.EscapedPath() == "/robots.txt" && !allowed {
			t.Error("robots.txt itself is forbidden")
		}
		if !strings.Contains(strings.ToLower(file), "disallow") && !allowed {
			t.Errorf("%q forbids something", file)
		}
	})
}
