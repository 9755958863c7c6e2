package briefing_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

var dawn = time.Date(2025, 8, 15, 6, 0, 0, 0, time.UTC)

// archive holds articles that were new at one time.
type archive struct {
	docs []*briefing.Document
	at   time.Time
	err  error
}

func (a archive) Between(_ context.Context, from, until time.Time) ([]*briefing.Document, error) {
	if a.at.Before(from) || !a.at.Before(until) {
		return nil, a.err
	}
	return a.docs, a.err
}

func (a archive) End(context.Context, time.Time) (time.Time, error) { return a.at, a.err }

// editor drafts what it is given.
type editor struct {
	stories []briefing.DraftStory
	err     error
}

func (e editor) Stories(_ context.Context, docs []*briefing.Document, _ string) ([]briefing.DraftStory, int, error) {
	return e.stories, len(docs), e.err
}

// newsroom makes digests of the harbour and the council.
func newsroom(stories ...briefing.DraftStory) *briefing.Service {
	return &briefing.Service{
		Archive: archive{docs: []*briefing.Document{harbour, council}, at: dawn},
		Editor:  editor{stories: stories},
		Gate:    gate{"false"},
		Now:     func() time.Time { return dawn.Add(time.Hour) },
	}
}

func draftOf(title string, claims ...briefing.DraftClaim) briefing.DraftStory {
	return briefing.DraftStory{Title: title, Claims: claims, Docs: []*briefing.Document{harbour, council}}
}

func today(s *briefing.Service, t *testing.T) (briefing.Digest, error) {
	t.Helper()
	return s.Digest(t.Context(), briefing.Period{From: dawn.Add(-time.Hour), Until: dawn.Add(time.Hour), Topic: "bridge"})
}

func TestDigest(t *testing.T) {
	t.Parallel()
	opens, costs, late := claim(harbour, "The bridge opens at 19:30."), claim(harbour, "It cost 7 million."), claim(council, "The bridge opens at 19:00, the city council said.")
	lie := opens
	lie.Text = "a false claim"
	got, err := today(newsroom(draftOf("Bridge", opens, lie, late), draftOf("Rumour", lie), draftOf("Cost", costs, opens)), t)
	if err != nil {
		t.Fatal(err)
	}
	both := []string{"harbour", "council"}
	want := []briefing.Story{
		{Title: "Bridge", Articles: both, Claims: []briefing.Claim{{Text: opens.Text, Citations: []int{1}}, {Text: late.Text, Citations: []int{2}}}},
		{Title: "Cost", Articles: both, Claims: []briefing.Claim{{Text: costs.Text, Citations: []int{3}}, {Text: opens.Text, Citations: []int{1}}}},
	}
	if diff := cmp.Diff(want, got.Stories); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
	if len(got.Citations) != 3 || got.Articles != 2 || got.More != 0 || got.Topic != "bridge" {
		t.Errorf("%d citations, %d articles, %d more, topic %q", len(got.Citations), got.Articles, got.More, got.Topic)
	}
}

func TestDigestIsShort(t *testing.T) {
	t.Parallel()
	var drafts []briefing.DraftStory
	for i := range 13 {
		drafts = append(drafts, draftOf(fmt.Sprint("Story ", i), claim(harbour, "The bridge opens at 19:30.")))
	}
	lie := claim(harbour, "It cost 7 million.")
	lie.Text = "a false claim"
	got, err := today(newsroom(append(drafts, draftOf("Rumour", lie))...), t)
	if err != nil || len(got.Stories) != 10 || got.More != 3 {
		t.Errorf("%d stories and %d more, %v; want 10 and 3", len(got.Stories), got.More, err)
	}
}

func TestDigestOfNothing(t *testing.T) {
	t.Parallel()
	s := newsroom(draftOf("Bridge"))
	got, err := s.Digest(t.Context(), briefing.Period{From: dawn.Add(time.Hour), Until: dawn.Add(2 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	want := briefing.Digest{
		From: dawn.Add(time.Hour), Until: dawn.Add(2 * time.Hour),
		Stories: []briefing.Story{}, Citations: []briefing.Citation{}, Newest: harbour.Published,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("digest (-want +got):\n%s", diff)
	}
}

func TestRecent(t *testing.T) {
	t.Parallel()
	got, err := newsroom().Recent(t.Context(), 24*time.Hour, "bridge")
	want := briefing.Period{From: dawn.AddDate(0, 0, -1), Until: dawn, Topic: "bridge"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v; period (-want +got):\n%s", err, diff)
	}
}

func TestDigestErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, s := range map[string]*briefing.Service{
		"find the new articles":    {Archive: archive{err: broken}, Editor: editor{}},
		"edit a digest":            {Archive: archive{docs: []*briefing.Document{harbour}, at: dawn}, Editor: editor{err: broken}},
		"no archive or no editor ": {Editor: editor{}},
	} {
		if _, err := today(s, t); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want one that says %q", err, name)
		}
	}
}

// teller tells the first story in one claim, which may be one that the gate refuses.
type teller struct {
	claim briefing.DraftClaim
	err   error
}

func (t teller) Tell(_ context.Context, stories []briefing.DraftStory) ([]briefing.DraftStory, []briefing.Exchange, error) {
	stories[0].Claims, stories[0].Mode = []briefing.DraftClaim{t.claim}, "llm"
	return stories, []briefing.Exchange{{Prompt: "digest/1"}}, t.err
}

// A story is told in the words of a model where they pass the gate.
func TestDigestIsTold(t *testing.T) {
	t.Parallel()
	opens, costs := claim(harbour, "The bridge opens at 19:30."), claim(harbour, "It cost 7 million.")
	in, lie := opens, opens
	in.Text, lie.Text = "At 19:30 the bridge opens.", "a false claim"
	for _, c := range []struct {
		claim      briefing.DraftClaim
		want, mode string
	}{{in, in.Text, "llm"}, {lie, opens.Text, ""}} {
		s := newsroom(draftOf("Bridge", opens), draftOf("Cost", costs))
		s.Teller = teller{claim: c.claim}
		got, err := today(s, t)
		if err != nil || len(got.Stories) != 2 || len(got.Exchanges) != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		if first := got.Stories[0]; first.Claims[0].Text != c.want || first.Mode != c.mode || got.Stories[1].Mode != "" {
			t.Errorf("told %+v, want %q, mode %q", got.Stories, c.want, c.mode)
		}
	}
	s := newsroom(draftOf("Bridge", opens))
	s.Teller = teller{err: errors.New("broken")}
	if _, err := today(s, t); err == nil || err.Error() != "briefing: word a digest of 1 stories: broken" {
		t.Errorf("error %v", err)
	}
}
