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
	// Exchanges are what a model was asked to word the stories, in order.
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// Story is one event in the news.
type Story struct {
	Title    string   `json:"title"`
	Claims   []Claim  `json:"claims"`         // one to three sentences
	Articles []string `json:"articles"`       // ids
	Mode     string   `json:"mode,omitempty"` // "llm" for the words of a model, "" for those of the articles
}

// DraftStory is a story before the gate.
type DraftStory struct {
	Title  string
	Claims []DraftClaim
	Docs   []*Document
	Mode   string // as a Story's
	// Sentences are those of its articles that it may be told from, whole.
	Sentences []Quote
}

// Teller words the stories of a digest. It leaves those that it cannot word as they are.
type Teller interface {
	Tell(ctx context.Context, stories []DraftStory) (told []DraftStory, asked []Exchange, err error)
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
	drafts = s.passing(drafts, p.Topic)
	d := emptyDigest(p)
	d.Articles, d.More = articles, max(0, len(drafts)-maxStories)
	told, exchanges, err := s.tell(ctx, drafts[:min(len(drafts), maxStories)], p.Topic)
	if err != nil {
		return Digest{}, fmt.Errorf("briefing: word a digest of %d stories: %w", len(drafts), err)
	}
	var cited citations
	for _, draft := range told {
		d.Stories = append(d.Stories, cited.story(draft))
	}
	d.Citations, d.Exchanges = append(d.Citations, cited...), exchanges
	return d, nil
}

// passing returns the stories with the claims that pass the gate, those that have any.
func (s *Service) passing(drafts []DraftStory, topic string) []DraftStory {
	var out []DraftStory
	for _, draft := range drafts {
		draft.Claims = slices.DeleteFunc(slices.Clone(draft.Claims), func(c DraftClaim) bool { return s.refuses(topic, c) })
		if len(draft.Claims) > 0 {
			out = append(out, draft)
		}
	}
	return out
}

// tell has the stories worded, if anybody is there to do it. One of which a claim does not pass
// the gate stays as it was.
func (s *Service) tell(ctx context.Context, drafts []DraftStory, topic string) ([]DraftStory, []Exchange, error) {
	if s.Teller == nil || len(drafts) == 0 {
		return drafts, nil, nil
	}
	told, exchanges, err := s.Teller.Tell(ctx, slices.Clone(drafts))
	if err != nil {
		return nil, nil, err
	}
	for i, t := range told {
		if len(t.Claims) == 0 || slices.ContainsFunc(t.Claims, func(c DraftClaim) bool { return s.refuses(topic, c) }) {
			told[i] = drafts[i]
		}
	}
	return told, exchanges, nil
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
func (cs *citations) story(draft DraftStory) Story {
	story := Story{Title: draft.Title, Mode: draft.Mode}
	for _, c := range draft.Claims {
		story.Claims = append(story.Claims, cs.claim(c))
	}
	for _, doc := range draft.Docs {
		story.Articles = append(story.Articles, doc.ID)
	}
	return story
}
