package retrieve

import (
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What the newness of an article counts in its score.
const (
	weightFresh      = 0.40 // when the question is of a certain day
	weightFreshest   = 0.57 // when it is, and asks for what is newest
	weightNewestOnly = 0.25 // when it asks for what is newest, and is of no certain day
)

// freshDays is the age at which an article counts half as fresh as one of the day.
const freshDays = 30

// freshness is what newness counts for a question.
type freshness struct {
	weight float64
	day    time.Time // on which an article is as new as can be
}

// freshnessFor returns what newness counts among the passages found. A question that asks for
// what is newest, and is of no certain day, is taken to be of the day of the newest of them.
func (x *Index) freshnessFor(q briefing.Question, found []scored) freshness {
	switch newest := asksNewest(q.Text); {
	case newest && q.AsOf.IsZero():
		return freshness{weightNewestOnly, x.newest(found)}
	case newest:
		return freshness{weightFreshest, q.AsOf}
	}
	return freshness{weightFresh, q.AsOf}
}

// newest returns when the newest of the articles found was published.
func (x *Index) newest(found []scored) time.Time {
	var day time.Time
	for _, f := range found {
		if p := dateOf(x.passages[f.passage].doc); p.After(day) {
			day = p
		}
	}
	return day
}

// slack is how far after it was first seen an article may be dated: time zones.
const slack = 24 * time.Hour

// dateOf returns when an article was published, if it says so and that can be: nobody has seen
// what was published later.
func dateOf(d *briefing.Document) time.Time {
	if !d.FirstSeen.IsZero() && d.Published.After(d.FirstSeen.Add(slack)) {
		return time.Time{}
	}
	return d.Published
}

// of returns what an article's newness adds to its score: the whole weight on the day,
// nothing for an undated one, or when the question is of no day.
func (f freshness) of(published time.Time) float64 {
	if published.IsZero() || f.day.IsZero() {
		return 0
	}
	days := max(0, f.day.Sub(published).Hours()/24)
	return f.weight / (1 + days/freshDays)
}

var (
	newestWords = wordSet("recent", "recently", "latest", "newest", "current", "currently", "now", "nowadays", "today", "lately", "incumbent", "upcoming")
	periods     = wordSet("week", "weekend", "month", "year", "season")
)

// asksNewest reports whether a question asks for what is newest: "the latest", "this week".
func asksNewest(question string) bool {
	before := ""
	for _, t := range english.Tokens(question) {
		if newestWords[t.Lower] || before == "this" && periods[t.Lower] {
			return true
		}
		before = t.Lower
	}
	return false
}

func wordSet(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}
