package evals

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Comparison is what differs between two runs over the same sets.
type Comparison struct {
	Figures   []Moved   `json:"figures"`   // in the order of the sets
	Questions []Changed `json:"questions"` // the same
	New       []string  `json:"new"`       // sets that only the later run has
	Gone      []string  `json:"gone"`      // sets that only the earlier run has
}

// Moved is a figure that is another than before.
type Moved struct {
	Set    string  `json:"set"`
	Figure string  `json:"figure"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Trend  Trend   `json:"trend"`
}

// Changed are the questions of a set that changed from one side of a measure to another.
type Changed struct {
	Set   string   `json:"set"`
	Of    string   `json:"of"` // "answer", "article", "passage" or "facts"
	From  string   `json:"from"`
	To    string   `json:"to"`
	Trend Trend    `json:"trend"`
	IDs   []string `json:"ids"`
}

// Trend is whether a change is for the better.
type Trend string

// The trends.
const (
	Better Trend = "better"
	Worse  Trend = "worse"
	Even   Trend = "even" // wrong in another way
)

func trend(from, to float64) Trend {
	switch {
	case to > from:
		return Better
	case to < from:
		return Worse
	}
	return Even
}

// Compare returns how the later sheets differ from the earlier ones, matched by set, and
// their questions by id.
func Compare(earlier, later []Sheet) Comparison {
	before := map[string]Sheet{}
	for _, s := range earlier {
		before[s.Set] = s
	}
	var c Comparison
	for _, s := range later {
		was, ok := before[s.Set]
		if !ok {
			c.New = append(c.New, s.Set)
			continue
		}
		delete(before, s.Set)
		c.Figures = append(c.Figures, moved(was, s)...)
		c.Questions = append(c.Questions, changed(was, s)...)
	}
	for _, s := range earlier {
		if _, ok := before[s.Set]; ok {
			c.Gone = append(c.Gone, s.Set)
		}
	}
	return c
}

// lowerIsBetter are the figures that count what is wrong.
var lowerIsBetter = []string{FalseRefusal, FalseDisagree}

// moved returns the figures that differ in four decimals, which is what a report keeps.
func moved(was, is Sheet) []Moved {
	var out []Moved
	for _, f := range is.Figures {
		from, had := was.Figures.Get(f.Name).Value()
		to, has := f.Value()
		if from, to = rounded(from), rounded(to); !had || !has || from == to {
			continue
		}
		m := Moved{Set: is.Set, Figure: f.Name, From: from, To: to, Trend: trend(from, to)}
		if slices.Contains(lowerIsBetter, f.Name) {
			m.Trend = trend(to, from)
		}
		out = append(out, m)
	}
	return out
}

func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// merit ranks the sides of the measures, the best highest. Answers that are not right have none.
var merit = map[string]float64{
	string(OK):    1,
	string(First): 3, string(FirstFour): 2, string(FirstTen): 1,
	string(All): 2, string(Some): 1,
}

// changed groups the questions that are on other sides, in the order in which the first of
// each group comes.
func changed(was, is Sheet) []Changed {
	before := map[string]Marks{}
	for _, m := range was.Questions {
		before[m.ID] = m
	}
	var out []Changed
	for _, now := range is.Questions {
		then, ok := before[now.ID]
		if !ok {
			continue
		}
		for i, to := range now.sides() {
			from := then.sides()[i]
			if from.is == to.is || from.is == "" || to.is == "" {
				continue
			}
			c := Changed{Set: is.Set, Of: to.of, From: from.is, To: to.is, Trend: trend(merit[from.is], merit[to.is])}
			same := func(o Changed) bool { return o.Of == c.Of && o.From == c.From && o.To == c.To }
			at := slices.IndexFunc(out, same)
			if at < 0 {
				at, out = len(out), append(out, c)
			}
			out[at].IDs = append(out[at].IDs, now.ID)
		}
	}
	slices.SortStableFunc(out, func(a, b Changed) int { return cmp.Compare(a.Of, b.Of) })
	return out
}

// side is where a question is in one measure.
type side struct{ of, is string }

func (m Marks) sides() [4]side {
	return [4]side{
		{"answer", string(m.Answer)},
		{"article", string(m.Article)},
		{"passage", string(m.Passage)},
		{"facts", string(m.Facts)},
	}
}

// signs lead a line, so that an eye that runs down finds what became worse.
var signs = map[Trend]string{Better: "+", Worse: "-", Even: "~"}

// shownIDs is how many questions of a change are named to people.
const shownIDs = 8

// Text is the comparison for people: a line for each figure that moved, then one for each
// change of side. clean makes a name or an id fit to be shown.
func (c Comparison) Text(clean func(string) string) string {
	var b strings.Builder
	for _, m := range c.Figures {
		fmt.Fprintf(&b, "%s %-14s %-16s %.3f → %.3f  %+.3f\n", signs[m.Trend], clean(m.Set), m.Figure, m.From, m.To, m.To-m.From)
	}
	for _, q := range c.Questions {
		ids := make([]string, 0, shownIDs)
		for _, id := range first(q.IDs, shownIDs) {
			ids = append(ids, clean(id))
		}
		if more := len(q.IDs) - len(ids); more > 0 {
			ids = append(ids, fmt.Sprintf("and %d more", more))
		}
		fmt.Fprintf(&b, "%s %-14s %-7s %s → %s: %s\n", signs[q.Trend], clean(q.Set), q.Of, q.From, q.To, strings.Join(ids, ", "))
	}
	for _, set := range c.New {
		fmt.Fprintf(&b, "%s is not in the other report\n", clean(set))
	}
	for _, set := range c.Gone {
		fmt.Fprintf(&b, "%s is in the other report alone\n", clean(set))
	}
	if b.Len() == 0 {
		return "nothing differs\n"
	}
	return b.String()
}
