package evals

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// Run is what a search found for one query.
type Run struct {
	ID         string
	Confidence float64 // 0..1 that the corpus answers the query
	Hits       []Hit   // best first
}

// Hit is a passage as it is shown.
type Hit struct {
	Article string
	Text    string
}

// runOf takes from the evidence what is scored: the windows around the passages.
func runOf(id string, e briefing.Evidence) Run {
	r := Run{ID: id, Confidence: e.Confidence}
	for _, h := range e.Hits {
		r.Hits = append(r.Hits, Hit{Article: h.Doc.ID, Text: h.Window.Of(h.Doc.Text)})
	}
	return r
}

// The figures of ScoreSearch, each 0..1.
const (
	// Over the distinct articles in rank order.
	HitsAt1   = "hits@1"
	HitsAt4   = "hits@4"
	HitsAt10  = "hits@10"
	MRRAt10   = "mrr@10"
	NDCGAt10  = "ndcg@10"
	AllGold10 = "all_gold@10" // every gold article is among the first ten
	// Over the passages, in sets with facts. A passage counts when its first 1,200
	// characters stand in its article. White space is ignored.
	PassageHitsAt4  = "passage_hits@4"
	PassageHitsAt10 = "passage_hits@10"
	PassageMRRAt10  = "passage_mrr@10"
	FactRecallAt10  = "fact_recall@10"
	AllFactsAt10    = "all_facts@10"
	// RefusalAUROC is how well confidence tells answerable from unanswerable: the chance
	// that it is higher for the answerable one of two.
	RefusalAUROC = "refusal_auroc"
)

const (
	rankDepth        = 10
	maxPassageLength = 1200 // characters
)

// SearchReport is how good a search is on a set.
type SearchReport struct {
	Figures Figures `json:"figures"`
	Queries int     `json:"queries"`                 // those with articles to find
	Missing int     `json:"missing"`                 // queries without a run
	Foreign int     `json:"passages_not_in_article"` // among the first ten of each run

	Places []Places `json:"-"` // one for each query, in their order
}

// ScoreSearch compares runs, matched to the queries by id, with what they should have
// found. text returns an article's title and text by its id.
func ScoreSearch(queries []Query, runs []Run, text func(article string) (string, bool)) SearchReport {
	byID := map[string]Run{}
	for _, r := range runs {
		byID[r.ID] = r
	}
	s := searchScorer{
		report: SearchReport{Figures: newFigures(HitsAt1, HitsAt4, HitsAt10, MRRAt10, NDCGAt10, AllGold10,
			PassageHitsAt4, PassageHitsAt10, PassageMRRAt10, FactRecallAt10, AllFactsAt10, RefusalAUROC)},
		text: text, squeezed: map[string]string{},
	}
	var answerable, unanswerable []float64
	for _, q := range queries {
		run, ok := byID[q.ID]
		if !ok {
			s.report.Missing++
		}
		switch {
		case q.unanswerable():
			unanswerable = append(unanswerable, run.Confidence)
		case q.Answerable != nil:
			answerable = append(answerable, run.Confidence)
		}
		s.report.Places = append(s.report.Places, s.places(q, run))
	}
	if len(answerable) > 0 && len(unanswerable) > 0 {
		s.report.Figures.add(RefusalAUROC, auroc(answerable, unanswerable))
	}
	return s.report
}

type searchScorer struct {
	report   SearchReport
	text     func(article string) (string, bool)
	squeezed map[string]string
}

// places scores what a query should find, if it should find anything.
func (s *searchScorer) places(q Query, run Run) Places {
	var p Places
	if !q.unanswerable() && len(q.Gold) > 0 {
		s.report.Queries++
		p.Article = s.articles(q, run)
		p.Passage, p.Facts = s.passages(q, run)
	}
	return p
}

// articles scores the ranking of the distinct articles.
func (s *searchScorer) articles(q Query, run Run) Place {
	gold := distinct(q.Gold)
	var ids []string
	for _, h := range run.Hits {
		ids = append(ids, h.Article)
	}
	var ranks []int // of the gold articles, from 1
	for i, id := range first(distinct(ids), rankDepth) {
		if slices.Contains(gold, id) {
			ranks = append(ranks, i+1)
		}
	}
	best, f := math.MaxInt, s.report.Figures
	if len(ranks) > 0 {
		best = ranks[0]
	}
	f.count(HitsAt1, best <= 1)
	f.count(HitsAt4, best <= 4)
	f.count(HitsAt10, best <= 10)
	f.add(MRRAt10, reciprocal(best))
	f.add(NDCGAt10, gain(ranks)/gain(upTo(min(len(gold), rankDepth))))
	f.count(AllGold10, len(ranks) == len(gold))
	return placeOf(best)
}

// passages scores where the facts are first found and how many of them are.
func (s *searchScorer) passages(q Query, run Run) (Place, Share) {
	facts := map[string]bool{} // whether each is found
	for _, e := range q.Evidence {
		if e.Text != "" {
			facts[squeeze(e.Text)] = false
		}
	}
	if len(facts) == 0 {
		return "", ""
	}
	best, found := math.MaxInt, 0
	for i, h := range first(run.Hits, rankDepth) {
		passage := squeeze(firstRunes(h.Text, maxPassageLength))
		if !strings.Contains(s.article(h.Article), passage) {
			s.report.Foreign++
			continue
		}
		for fact, known := range facts {
			if strings.Contains(passage, fact) {
				best = min(best, i+1)
				if !known {
					facts[fact] = true
					found++
				}
			}
		}
	}
	f := s.report.Figures
	f.count(PassageHitsAt4, best <= 4)
	f.count(PassageHitsAt10, best <= 10)
	f.add(PassageMRRAt10, reciprocal(best))
	f.add(FactRecallAt10, float64(found)/float64(len(facts)))
	f.count(AllFactsAt10, found == len(facts))
	return placeOf(best), shareOf(found, len(facts))
}

// article returns an article's text without white space, "" when there is none.
func (s *searchScorer) article(id string) string {
	squeezed, ok := s.squeezed[id]
	if !ok {
		text, _ := s.text(id)
		squeezed = squeeze(text)
		s.squeezed[id] = squeezed
	}
	return squeezed
}

// reciprocal of a rank from 1; 0 for one that is not reached.
func reciprocal(rank int) float64 {
	if rank > rankDepth {
		return 0
	}
	return 1 / float64(rank)
}

// gain is the discounted cumulative gain of hits at the ranks.
func gain(ranks []int) float64 {
	sum := 0.0
	for _, r := range ranks {
		sum += 1 / math.Log2(float64(r)+1)
	}
	return sum
}

// auroc is the area under the curve of true over false positives: the share of pairs in
// which the positive value is higher, ties counting half (the Mann-Whitney statistic).
func auroc(positive, negative []float64) float64 {
	type sample struct {
		value    float64
		positive int
	}
	var all []sample
	for _, v := range positive {
		all = append(all, sample{v, 1})
	}
	for _, v := range negative {
		all = append(all, sample{v, 0})
	}
	slices.SortFunc(all, func(a, b sample) int { return cmp.Compare(a.value, b.value) })
	rankSum := 0.0
	for i := 0; i < len(all); {
		j, positives := i, 0
		for ; j < len(all) && all[j].value == all[i].value; j++ {
			positives += all[j].positive
		}
		rankSum += float64(positives) * float64(i+j+1) / 2 // all that tie have their mean rank
		i = j
	}
	p, n := float64(len(positive)), float64(len(negative))
	return (rankSum - p*(p+1)/2) / (p * n)
}

func distinct(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func first[T any](s []T, n int) []T { return s[:min(n, len(s))] }

// upTo returns 1 to n.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}
