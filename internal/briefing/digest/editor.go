package digest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// Editor groups articles into stories and drafts their sentences. It implements
// briefing.Editor.
type Editor struct{}

// maxArticles bounds what one digest is made from: the newest articles. It is for the day on
// which somebody ingests an archive.
const maxArticles = 5000

// Stories returns the stories of the articles on a topic, or of all when it is "", and how
// many articles were on the topic. The stories that most sources tell of come first, those
// that only copy not counted, then those that most articles do, then the newest.
func (Editor) Stories(ctx context.Context, docs []*briefing.Document, topic string) ([]briefing.DraftStory, int, error) {
	docs, err := onTopic(ctx, docs, topic)
	if err != nil {
		return nil, 0, err
	}
	found := len(docs)
	slices.SortFunc(docs, newerFirst)
	docs = docs[:min(len(docs), maxArticles)]
	stories, err := group(ctx, docs)
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(stories, func(a, b story) int {
		return cmp.Or(b.sources-a.sources, len(b.articles)-len(a.articles), newerFirst(a.newest, b.newest))
	})
	drafts := make([]briefing.DraftStory, 0, len(stories))
	for _, s := range stories {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if claims, from := s.tell(); len(claims) > 0 {
			drafts = append(drafts, s.draft(claims, from))
		}
	}
	return drafts, found, nil
}

// newerFirst orders articles by time, and those of one time by ID.
func newerFirst(a, b *briefing.Document) int {
	return cmp.Or(b.Time().Compare(a.Time()), strings.Compare(a.ID, b.ID))
}

// draft names the story after its most central article.
func (s story) draft(claims []briefing.DraftClaim, from []briefing.Quote) briefing.DraftStory {
	d := briefing.DraftStory{Title: s.articles[0].doc.Title, Claims: claims, Sentences: from}
	for _, a := range s.articles {
		d.Docs = append(d.Docs, a.doc)
	}
	return d
}
