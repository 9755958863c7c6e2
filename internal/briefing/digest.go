package briefing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Period is what a digest covers: the articles that were new from From until before Until,
// all of them or those on a topic.
type Period struct {
	From, Until time.Time
	Topic       string // "" for all
}

// Digest is the news of a period. Its JSON form is a contract as an Answer's is.
type Digest struct {
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"`
	Topic    string    `json:"topic,omitempty"`
	Articles int       `json:"articles"` // new in the period, on the topic when there is one
	Stories  []Story   `json:"stories"`  // the ones that most articles are about first
	More     int       `json:"more"`     // stories that were left out
	// Newest is, where no article was new in the period, the latest publication of those
	// before it; zero when there is none.
	Newest    time.Time  `json:"newest,omitzero"`
	Citations []Citation `json:"citations"`
}

// Story is one event in the news.
type Story struct {
	Title    string   `json:"title"`
	Claims   []Claim  `json:"claims"`   // one to three sentences
	Articles []string `json:"articles"` // ids
}

// DraftStory is a story before the gate.
type DraftStory struct {
	Title  string
	Claims []DraftClaim
	Docs   []*Document
}

// Archive knows which articles were new when.
type Archive interface {
	// Between returns the articles that were new from the one time until before the other,
	// oldest first.
	Between(ctx context.Context, from, until time.Time) ([]*Document, error)
	// End returns when a period ends that is to reach as far as it can at a time: at that
	// time; with the newest article where nothing comes in any more.
	End(ctx context.Context, now time.Time) (time.Time, error)
}

// Editor groups articles into stories and drafts their sentences.
type Editor interface {
	// Stories returns the stories of the articles on a topic, or of all when it is "", most
	// important first, and how many articles were on the topic.
	Stories(ctx context.Context, docs []*Document, topic string) (stories []DraftStory, articles int, err error)
}

// maxStories is how many stories a digest has: what a person reads in five minutes.
const maxStories = 10

// Recent returns the period of a length that reaches as far as the archive does.
func (s *Service) Recent(ctx context.Context, length time.Duration, topic string) (Period, error) {
	if s.Archive == nil {
		return Period{}, errNoDigests
	}
	end, err := s.Archive.End(ctx, s.Now())
	if err != nil {
		return Period{}, fmt.Errorf("briefing: find the newest article: %w", err)
	}
	return Period{From: end.Add(-length), Until: end, Topic: topic}, nil
}

var errNoDigests = errors.New("briefing: digest: no archive or no editor is wired")

// Digest makes the digest of a period. A story whose sentences do not pass the gate is left
// out.
func (s *Service) Digest(ctx context.Context, p Period) (Digest, error) {
	if s.Archive == nil || s.Editor == nil {
		return Digest{}, errNoDigests
	}
	docs, err := s.Archive.Between(ctx, p.From, p.Until)
	if err != nil {
		return Digest{}, fmt.Errorf("briefing: find the new articles: %w", err)
	}
	if len(docs) == 0 {
		return s.noNews(ctx, p)
	}
	drafts, articles, err := s.Editor.Stories(ctx, docs, p.Topic)
	if err != nil {
		return Digest{}, fmt.Errorf("briefing: edit a digest of %d articles: %w", len(docs), err)
	}
	d := emptyDigest(p)
	d.Articles = articles
	var cited citations
	for _, draft := range drafts {
		claims := slices.DeleteFunc(draft.Claims, func(c DraftClaim) bool { return s.refuses(p.Topic, c) })
		switch {
		case len(claims) == 0:
			continue
		case len(d.Stories) == maxStories:
			d.More++
			continue
		}
		d.Stories = append(d.Stories, cited.story(draft, claims))
	}
	d.Citations = append(d.Citations, cited...)
	return d, nil
}

func emptyDigest(p Period) Digest {
	return Digest{From: p.From.UTC(), Until: p.Until.UTC(), Topic: p.Topic, Stories: []Story{}, Citations: []Citation{}}
}

// noNews is the digest of a period without new articles.
func (s *Service) noNews(ctx context.Context, p Period) (Digest, error) {
	d := emptyDigest(p)
	older, err := s.Archive.Between(ctx, time.Time{}, p.From)
	if err != nil {
		return Digest{}, fmt.Errorf("briefing: find the newest article: %w", err)
	}
	for _, doc := range older {
		if at := doc.Time(); at.After(d.Newest) {
			d.Newest = at
		}
	}
	return d, nil
}

// story numbers the quotes of a story's claims.
func (cs *citations) story(draft DraftStory, claims []DraftClaim) Story {
	story := Story{Title: draft.Title}
	for _, c := range claims {
		story.Claims = append(story.Claims, cs.claim(c))
	}
	for _, doc := range draft.Docs {
		story.Articles = append(story.Articles, doc.ID)
	}
	return story
}
