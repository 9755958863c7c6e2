package digest

import (
	"cmp"
	"context"
	"slices"

	"briefbot/internal/briefing"
)

// story is a group of articles on one event, the most central first.
type story struct {
	articles []*article
	sources  int // distinct ones that do not copy
	newest   *briefing.Document
}

// alike is the least cosine between the words of two articles on one event. Of the project's
// corpora together, no two articles of different ones come nearer than 0.14; half of those of
// one corpus, which tell of several events each, do.
const alike = 0.2

// neighbour is another article on the same event.
type neighbour struct {
	at     int
	cosine float64
}

// group makes stories of articles as stars: of the articles that are in no story, the one
// with the most and nearest neighbours is a story's centre, and its neighbours that are in no
// story are the rest of it (Aslam and others, The Star Clustering Algorithm for Static and
// Dynamic Information Organization, 2004).
func group(ctx context.Context, docs []*briefing.Document) ([]story, error) {
	articles, terms := read(docs)
	near, err := neighbours(ctx, articles, terms)
	if err != nil {
		return nil, err
	}
	centrality := make([]float64, len(articles))
	order := make([]int, len(articles))
	for i := range articles {
		order[i] = i
		for _, n := range near[i] {
			centrality[i] += n.cosine
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(centrality[b], centrality[a]) })
	var out []story
	taken := make([]bool, len(articles))
	for _, centre := range order {
		if taken[centre] {
			continue
		}
		taken[centre] = true
		members := []*article{articles[centre]}
		for _, n := range near[centre] {
			if !taken[n.at] {
				taken[n.at] = true
				members = append(members, articles[n.at])
			}
		}
		out = append(out, newStory(members))
	}
	return out, nil
}

func newStory(articles []*article) story {
	s := story{articles: articles, newest: articles[0].doc, sources: countSources(articles)}
	for _, a := range articles {
		if newerFirst(a.doc, s.newest) < 0 {
			s.newest = a.doc
		}
	}
	return s
}

// countSources counts the sources that tell by themselves: what is copied is told by the source
// of its original, or by one of its copies.
func countSources(articles []*article) int {
	tellers := map[string]string{} // by original
	for _, a := range articles {
		original := a.doc.Original()
		if _, told := tellers[original]; !told || a.doc.Origin == "" {
			tellers[original] = a.doc.Source
		}
	}
	sources := map[string]bool{}
	for _, source := range tellers {
		sources[source] = true
	}
	return len(sources)
}

// neighbours returns for each article those that are alike, the nearest first.
func neighbours(ctx context.Context, articles []*article, terms int) ([][]neighbour, error) {
	type posting struct {
		at     int
		weight float64
	}
	holders := make([][]posting, terms)
	near := make([][]neighbour, len(articles))
	cosines := make([]float64, len(articles))
	for i, a := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		clear(cosines[:i])
		for _, w := range a.words {
			for _, p := range holders[w.term] {
				cosines[p.at] += w.weight * p.weight
			}
			holders[w.term] = append(holders[w.term], posting{i, w.weight})
		}
		for j, c := range cosines[:i] {
			if c >= alike {
				near[i] = append(near[i], neighbour{j, c})
				near[j] = append(near[j], neighbour{i, c})
			}
		}
	}
	for _, n := range near {
		slices.SortStableFunc(n, func(a, b neighbour) int { return cmp.Or(cmp.Compare(b.cosine, a.cosine), a.at-b.at) })
	}
	return near, nil
}
