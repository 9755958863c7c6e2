package sources_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/sources"
)

// web is what a Fetcher finds, by address. A string is a body; an error a fault.
type web struct {
	at      map[string]any
	fetched []sources.Request
}

func (w *web) Fetch(_ context.Context, r sources.Request) (*sources.Response, error) {
	w.fetched = append(w.fetched, r)
	switch found := w.at[r.URL].(type) {
	case string:
		tag := briefing.RevisionOf(found)
		if r.ETag == tag {
			return &sources.Response{URL: r.URL, NotModified: true}, nil
		}
		return &sources.Response{URL: r.URL, Body: []byte(found), ETag: tag}, nil
	case sources.Response:
		return &found, nil
	case *sources.Fault:
		f := *found
		f.URL = r.URL
		return nil, &f
	}
	return nil, &sources.Fault{Kind: sources.Missing, URL: r.URL, Reason: "there is nothing"}
}

// took returns the addresses fetched since the last call.
func (w *web) took() []string {
	var out []string
	for _, r := range w.fetched {
		out = append(out, r.URL)
	}
	w.fetched = nil
	return out
}

// desk is a follower of one source over a store of its own.
type desk struct {
	*testing.T
	web    *web
	store  *sqlite.Store
	source sources.Source
	now    time.Time
	log    *bytes.Buffer
	broken *failing
}

// failing is a store that may fail to keep entries, as one does whose process is killed.
type failing struct {
	*sqlite.Store
	err error
}

func (f *failing) SaveEntries(ctx context.Context, source int64, entries []sources.Entry) error {
	if f.err != nil {
		return f.err
	}
	return f.Store.SaveEntries(ctx, source, entries)
}

const feedAt = "https://example.org/feed"

func newDesk(t *testing.T, at map[string]any) *desk {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{T: t, web: &web{at: at}, store: store, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), log: &bytes.Buffer{}, broken: &failing{Store: store}}
	d.source = d.add(feedAt)
	return d
}

func (d *desk) add(address string) sources.Source {
	d.Helper()
	s, err := sources.Source{Address: address, Added: d.now}.Check()
	if err != nil {
		d.Fatal(err)
	}
	if s, _, err = d.store.AddSource(d.Context(), s); err != nil {
		d.Fatal(err)
	}
	return s
}

// visit visits the source after a span of time and returns what the visit brought.
func (d *desk) visit(after time.Duration) sources.Report {
	d.Helper()
	d.now = d.now.Add(after)
	r, err := d.try()
	if err != nil {
		d.Fatal(err)
	}
	return r
}

func (d *desk) try() (sources.Report, error) {
	f := &sources.Follower{
		Store: d.broken, Fetcher: d.web, Now: func() time.Time { return d.now },
		Log: slog.New(slog.NewTextHandler(d.log, nil)),
	}
	return f.Visit(d.Context(), d.current(), false)
}

// current returns the source as it is now.
func (d *desk) current() sources.Source {
	d.Helper()
	all, err := d.store.Sources(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return all[slices.IndexFunc(all, func(s sources.Source) bool { return s.ID == d.source.ID })]
}

// texts returns the texts of all articles by their ids.
func (d *desk) texts() map[string]string {
	d.Helper()
	out := map[string]string{}
	for id, a := range d.articles() {
		out[id] = a.Text
	}
	return out
}

func (d *desk) articles() map[string]briefing.Article {
	d.Helper()
	out := map[string]briefing.Article{}
	err := d.store.Documents(d.Context(), 0, func(_ int64, id string, doc *briefing.Document) error {
		out[id] = doc.Article
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return out
}

func (d *desk) want(what string, got, want any) {
	d.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// item is an entry of an RSS feed.
type item struct{ guid, link, title, text, date string }

func rss(items ...item) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Demo Wire</title><link>https://example.org/</link>`)
	for _, i := range items {
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%s</guid><link>%s</link><title>%s</title><description>%s</description><pubDate>%s</pubDate></item>",
			escape(i.guid), escape(i.link), escape(i.title), escape(i.text), escape(i.date))
	}
	return b.String() + "</channel></rss>"
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// story is a text long enough to be a whole article.
func story(about string) string {
	return fmt.Sprintf("The council of %[1]s voted on Tuesday to rebuild the harbour bridge after a debate of nine hours. "+
		"Nineteen members were in favour and twelve against. The mayor of %[1]s said that work would begin in spring and last four years. "+
		"The opposition called the plan too expensive and demanded a new estimate by the end of the month. "+
		"Engineers had warned last year that two of the piers were no longer safe, and lorries have been banned since then. "+
		"Residents who spoke before the vote asked for a ferry while the bridge is closed, which the council promised to consider.", about)
}

func page(title, text string) string {
	var b strings.Builder
	for _, s := range strings.SplitAfter(text, ". ") {
		b.WriteString("<p>" + strings.TrimSpace(s) + "</p>\n")
	}
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%[1]s</title></head><body><nav><a href="/">Home</a></nav><article><h1>%[1]s</h1>%s</article></body></html>`, title, b.String())
}

func TestWholeEntries(t *testing.T) {
	t.Parallel()
	d := newDesk(t, map[string]any{feedAt: rss(
		item{"1", "https://example.org/a?utm_source=rss", "A", story("Aldorf"), "Sun, 01 Mar 2026 09:00:00 GMT"},
		item{"2", "", "B", story("Belmont"), ""},
	)})
	d.want("brought", d.visit(0), sources.Report{Added: 2})
	got := d.articles()
	a := got["example.org/a"]
	d.want("text", a.Text, story("Aldorf"))
	d.want("title, source, address", []string{a.Title, a.Source, a.URL}, []string{"A", "example.org", "https://example.org/a?utm_source=rss"})
	d.want("date", a.Date(), "2026-03-01T09:00:00Z")
	ids := slices.Sorted(maps.Keys(got))
	if len(ids) != 2 || !strings.HasPrefix(ids[1], feedAt[len("https://"):]+"#") {
		t.Fatalf("articles %v", ids)
	}
	b := got[ids[1]]
	d.want("an entry without an address is the feed's", b.URL, feedAt)
	d.want("an undated one stays undated", b.Date(), "")
	d.want("fetched", d.web.took(), []string{feedAt})

	d.want("again", d.visit(time.Hour), sources.Report{})
	d.want("with the copy's tag", d.web.fetched[0].ETag, briefing.RevisionOf(d.web.at[feedAt].(string)))
	s := d.current()
	d.want("counted", s.Articles, 2)
	if s.Interval != 22*time.Minute+30*time.Second || s.Fault != "" || !s.Fetched.Equal(d.now) {
		t.Errorf("state %+v", s.State)
	}
}

func TestTeasersLeadToPages(t *testing.T) {
	t.Parallel()
	const at = "https://example.org/a"
	d := newDesk(t, map[string]any{
		feedAt: rss(item{"1", at, "A", "The council voted.", ""}),
		at:     page("The bridge is rebuilt", story("Aldorf")),
	})
	d.want("brought", d.visit(0), sources.Report{Added: 1})
	d.want("fetched", d.web.took(), []string{feedAt, at})
	a := d.articles()["example.org/a"]
	d.want("title and language", []string{a.Title, a.Language}, []string{"The bridge is rebuilt", "en"})
	if !strings.Contains(a.Text, "asked for a ferry") || strings.Contains(a.Text, "Home") {
		t.Errorf("text %q", a.Text)
	}
	// The page is read again, ever more rarely, and no more when it has not changed for long.
	d.want("later", d.visit(20*time.Minute), sources.Report{})
	d.want("fetched again", d.web.took(), []string{feedAt, at})
	d.visit(time.Minute)
	d.want("not due", d.web.took(), []string(nil))
	for range 20 {
		d.visit(24 * time.Hour)
	}
	d.web.took()
	d.visit(24 * time.Hour)
	d.want("an old story", d.web.took(), []string{feedAt})
}

func TestRevisions(t *testing.T) {
	t.Parallel()
	const at = "https://example.org/a"
	first := story("Aldorf")
	d := newDesk(t, map[string]any{feedAt: rss(item{"1", at, "A", "The council voted.", ""}), at: page("A", first)})
	d.visit(0)
	for i, text := range []string{
		strings.Replace(first, "Nineteen members", "Eighteen members", 1),
		strings.Replace(first, "four years", "five years", 1),
		first + " A ferry will run from June on, the mayor added late on Tuesday.",
	} {
		d.web.at[at] = page("A", text)
		d.want(fmt.Sprint("change ", i), d.visit(12*time.Hour), sources.Report{Revised: 1})
		d.web.at[at] = page("A", text+" Updated 5 minutes ago") + "<!-- " + fmt.Sprint(i) + " -->"
		d.want(fmt.Sprint("only a time stamp ", i), d.visit(3*time.Hour), sources.Report{})
	}
	revisions, err := d.store.Revisions(t.Context(), "example.org/a")
	if err != nil || len(revisions) != 4 {
		t.Errorf("revisions %v, %v; want four", revisions, err)
	}
}

func TestFeedsSpeakForTheirOwnSite(t *testing.T) {
	t.Parallel()
	const theirs, missing = "https://paper.net/a", "https://paper.net/b"
	d := newDesk(t, map[string]any{
		feedAt: rss(
			item{"1", theirs, "A", strings.ReplaceAll(story("Aldorf"), "twelve", "ninety"), ""},
			item{"2", missing, "B", story("Belmont"), ""},
		),
		theirs: page("A", story("Aldorf")),
	})
	d.want("brought", d.visit(0), sources.Report{Added: 2})
	got := d.articles()
	if a := got["paper.net/a"]; !strings.Contains(a.Text, "twelve against") {
		t.Errorf("the page's own text is not taken: %q", a.Text)
	}
	for id, a := range got {
		if a.Title == "B" && (!strings.HasPrefix(id, "example.org/feed#") || a.URL != feedAt) {
			t.Errorf("what the feed says of another site stands at %s, %s", id, a.URL)
		}
	}
}

func TestPagesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	const at, gone = "https://example.org/a", "https://example.org/b"
	d := newDesk(t, map[string]any{
		feedAt: rss(item{"1", at, "A", "The council voted to rebuild the bridge.", ""}, item{"2", gone, "B", "", ""}),
		at:     &sources.Fault{Kind: sources.Broken, Reason: "no answer"},
	})
	d.want("first try", d.visit(0), sources.Report{})
	s := d.current()
	d.want("one waits, one has failed", []int{s.Waiting, s.Failed}, []int{1, 1})
	if !strings.Contains(s.Trouble(d.now), "there is nothing") || s.Fault != "" {
		t.Errorf("trouble %q, fault %q", s.Trouble(d.now), s.Fault)
	}
	for range 3 {
		d.want("tried again", d.visit(24*time.Hour), sources.Report{})
	}
	d.want("given up: what the feed has is taken", d.visit(24*time.Hour), sources.Report{Added: 1})
	d.want("articles", d.texts(), map[string]string{"example.org/a": "The council voted to rebuild the bridge."})
	if n := strings.Count(d.log.String(), "pages not read"); n != 2 {
		t.Errorf("logged %d times, want once for each visit that gave one up:\n%s", n, d.log)
	}
}

// TestOddFeeds: entries that share a name are told apart by their addresses, and one that is
// there twice is taken once.
func TestOddFeeds(t *testing.T) {
	t.Parallel()
	a := item{"0", "https://example.org/a", "A", story("Aldorf"), ""}
	d := newDesk(t, map[string]any{feedAt: rss(a, item{"0", "https://example.org/b", "B", story("Belmont"), ""}, a)})
	d.want("brought", d.visit(0), sources.Report{Added: 2})
	d.want("again", d.visit(time.Hour), sources.Report{})
	d.web.at[feedAt] = rss(item{"1", "https://example.org/long", "C", strings.Repeat(story("Corran")+"<br>", 4000), ""})
	d.want("a text without end", d.visit(time.Hour), sources.Report{Added: 1})
	if got := len(d.texts()["example.org/long"]); got < 900<<10 || got > 1<<20 {
		t.Errorf("%d bytes of it are kept", got)
	}
}

func TestASiteThatIsDownIsLeftAlone(t *testing.T) {
	t.Parallel()
	at := map[string]any{}
	var items []item
	for i := range 10 {
		link := fmt.Sprint("https://example.org/", i)
		items = append(items, item{fmt.Sprint(i), link, "A", "The council voted.", ""})
		at[link] = &sources.Fault{Kind: sources.Broken, Reason: "no answer"}
	}
	at[feedAt] = rss(items...)
	d := newDesk(t, at)
	d.visit(0)
	d.want("pages tried", len(d.web.took())-1, 3)
}

func TestFaults(t *testing.T) {
	t.Parallel()
	d := newDesk(t, map[string]any{feedAt: rss(item{"1", "https://example.org/a", "A", story("Aldorf"), ""})})
	d.visit(0)
	since := d.now.Add(time.Hour)
	d.web.at[feedAt] = &sources.Fault{Kind: sources.Busy, RetryAfter: 5 * time.Hour, Reason: "too many requests"}
	if r := d.visit(time.Hour); r.Fault == nil {
		t.Error("the fault is not in the report")
	}
	s := d.current()
	if s.Failures != 1 || !strings.Contains(s.Fault, "too many requests") || !s.FaultSince.Equal(since) {
		t.Errorf("state %+v", s.State)
	}
	if wait := s.Due.Sub(d.now); wait < 5*time.Hour || wait > 6*time.Hour {
		t.Errorf("tried again after %v, want the 5 h that the server asks for", wait)
	}
	d.web.at[feedAt] = &sources.Fault{Kind: sources.Broken, Reason: "no answer"}
	d.visit(6 * time.Hour)
	d.visit(6 * time.Hour)
	s = d.current()
	d.want("failures", s.Failures, 3)
	if wait := s.Due.Sub(d.now); wait < 2*time.Hour || wait > 2*time.Hour+13*time.Minute {
		t.Errorf("tried again after %v, want 2 h and a little", wait)
	}
	d.web.at[feedAt] = rss(item{"1", "https://example.org/a", "A", story("Aldorf"), ""})
	d.visit(6 * time.Hour)
	if s = d.current(); s.Fault != "" || s.Failures != 0 || !s.FaultSince.IsZero() {
		t.Errorf("state %+v, want it well", s.State)
	}
	if n := strings.Count(d.log.String(), "\n"); n != 3 {
		t.Errorf("logged %d times, want two faults and their end:\n%s", n, d.log)
	}
	d.web.at[feedAt] = &sources.Fault{Kind: sources.Gone, Reason: "it is gone"}
	d.visit(6 * time.Hour)
	if due, err := d.store.DueSources(t.Context(), d.now.Add(1000*time.Hour)); err != nil || len(due) > 0 || !d.current().Ended {
		t.Errorf("a source that is gone is due: %v, %v", due, err)
	}
}

func TestMovedFeed(t *testing.T) {
	t.Parallel()
	const moved = "https://news.example.org/feed"
	feed := rss(item{"1", "https://example.org/a", "A", story("Aldorf"), ""})
	d := newDesk(t, map[string]any{feedAt: sources.Response{URL: moved, Moved: moved, Body: []byte(feed)}, moved: feed})
	d.visit(0)
	d.web.took()
	d.visit(time.Hour)
	d.want("fetched", d.web.took(), []string{moved})
	delete(d.web.at, moved) // it was moved back
	d.web.at[feedAt] = feed
	d.visit(time.Hour)
	d.visit(time.Hour)
	d.want("looked for at both", d.web.took(), []string{moved, feedAt})
	d.want("fault", d.current().Fault, "")
	d.want("articles", len(d.articles()), 1)
}

func TestFeedOfAPage(t *testing.T) {
	t.Parallel()
	const front = "https://example.org/"
	feed := rss(item{"1", "https://example.org/a", "A", story("Aldorf"), ""})
	d := newDesk(t, map[string]any{
		front: `<html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed">` +
			`<link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>News</p></body></html>`,
		feedAt:                   feed,
		"https://plain.example/": "<html><body><p>Nothing to follow here.</p></body></html>",
	})
	d.source = d.add(front)
	d.want("brought", d.visit(0), sources.Report{Added: 1})
	d.want("feed", d.current().Feed, feedAt)
	d.web.took()
	d.visit(time.Hour)
	d.want("fetched", d.web.took(), []string{feedAt})

	d.source = d.add("https://plain.example/")
	if r := d.visit(0); r.Fault == nil || !strings.Contains(r.Fault.Error(), "neither a feed nor a page that names one") {
		t.Errorf("fault %v", r.Fault)
	}
}

func TestQuota(t *testing.T) {
	t.Parallel()
	var items []item
	for i := range 40 {
		items = append(items, item{fmt.Sprint(i), fmt.Sprint("https://example.org/", i), "A", story(fmt.Sprint("Town", i)), ""})
	}
	d := newDesk(t, map[string]any{feedAt: rss(items...)})
	d.source.Quota = 20 << 10
	if _, _, err := d.store.AddSource(t.Context(), d.source); err != nil {
		t.Fatal(err)
	}
	r := d.visit(0)
	if r.Fault == nil || !strings.Contains(r.Fault.Error(), "quota") || r.Added == 0 || r.Added > 15 {
		t.Errorf("brought %+v, want some articles and that the quota is used up", r)
	}
	if s := d.current(); s.Bytes > s.Quota {
		t.Errorf("%d bytes are kept, more than %d", s.Bytes, s.Quota)
	}
	d.source.Quota = 1 << 20
	if _, _, err := d.store.AddSource(t.Context(), d.source); err != nil {
		t.Fatal(err)
	}
	if again := d.visit(time.Hour); again.Added+r.Added != 40 || again.Fault != nil {
		t.Errorf("with more room: %+v, want the rest", again)
	}
}

func TestTwoSourcesOfOneArticle(t *testing.T) {
	t.Parallel()
	const other, at = "https://example.org/other", "https://example.org/a"
	d := newDesk(t, map[string]any{
		feedAt: rss(item{"1", at, "A", story("Aldorf"), ""}),
		other:  rss(item{"x", at, "A, told otherwise", story("Belmont"), ""}),
	})
	d.visit(0)
	first := d.source
	d.source = d.add(other)
	d.want("the second brought", d.visit(0), sources.Report{})
	d.want("articles", d.texts(), map[string]string{"example.org/a": story("Aldorf")})
	if err := d.store.RemoveSource(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	d.web.at[other] = rss(item{"x", at, "A", story("Belmont") + " More is expected.", ""})
	d.want("once the first is gone", d.visit(12*time.Hour), sources.Report{Revised: 1})
}

// TestNothingTwice: whatever was stored before a process was killed is not stored again.
func TestNothingTwice(t *testing.T) {
	t.Parallel()
	const at = "https://example.org/a"
	d := newDesk(t, map[string]any{
		feedAt: rss(item{"1", "https://example.org/b", "B", story("Belmont"), ""}, item{"2", at, "A", "The council voted.", ""}),
		at:     page("A", story("Aldorf")),
	})
	d.broken.err = context.DeadlineExceeded
	if _, err := d.try(); err == nil {
		t.Fatal("a store that fails is no error")
	}
	d.want("before the entries are kept", len(d.articles()), 1)
	d.broken.err = nil
	d.want("brought", d.visit(0), sources.Report{Added: 1})
	for id := range d.articles() {
		revisions, err := d.store.Revisions(t.Context(), id)
		if err != nil || len(revisions) != 1 {
			t.Errorf("%s has revisions %v, %v", id, revisions, err)
		}
	}
}

func TestSourceRemovedDuringAVisit(t *testing.T) {
	t.Parallel()
	d := newDesk(t, map[string]any{feedAt: rss(item{"1", "https://example.org/a", "A", story("Aldorf"), ""})})
	s := d.current()
	if err := d.store.RemoveSource(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	f := &sources.Follower{Store: d.store, Fetcher: d.web, Now: func() time.Time { return d.now }, Log: slog.New(slog.DiscardHandler)}
	if r, err := f.Visit(t.Context(), s, false); err != nil || r.Fault != nil {
		t.Errorf("brought %+v, %v", r, err)
	}
}
