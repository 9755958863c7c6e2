package cite

import (
	"maps"
	"math"
	"strings"
	"time"

	"briefbot/internal/briefing/english"
)

// anchor is a name, number or date of a statement: what has to stand in the quotes, and there
// with the same words around it.
type anchor struct {
	id       int // its place among the anchors of its statement
	kind     kind
	from, to int // its words
	amount   english.Amount
	hedge    string // of an amount: "at least", "at most", "nearly", "about" or ""
	time     english.Time
}

type kind int

const (
	name kind = iota
	amount
	clock
	date
	day
)

// findAnchors finds the dates, then the amounts in what is left, then the names.
func (s *statement) findAnchors(known func(key string) bool) {
	s.findTimes()
	tokens := make([]english.Token, len(s.words))
	for i, w := range s.words {
		tokens[i] = w.Token
	}
	for _, a := range english.Amounts(s.text, tokens) {
		from, to := s.within(a.Start, a.End)
		if s.free(from, to) {
			s.add(anchor{kind: amount, from: from, to: to, amount: a, hedge: s.hedge(from)})
		}
	}
	s.findNames(known)
}

func (s *statement) add(a anchor) {
	a.id = len(s.anchors)
	for i := a.from; i < a.to; i++ {
		s.words[i].anchor = a.id
	}
	s.anchors = append(s.anchors, a)
}

// within returns the words between two bytes of the text.
func (s *statement) within(start, end int) (from, to int) {
	for from < len(s.words) && s.words[from].Start < start {
		from++
	}
	to = from
	for to < len(s.words) && s.words[to].End <= end {
		to++
	}
	return from, to
}

// free reports whether the words are some, and in no anchor yet.
func (s *statement) free(from, to int) bool {
	for i := from; i < to; i++ {
		if s.words[i].anchor >= 0 {
			return false
		}
	}
	return from < to
}

// findTimes finds the dates, times of day and days of the week.
func (s *statement) findTimes() {
	for _, t := range english.Times(s.text) {
		if t.Weekday {
			continue
		}
		if from, to := s.within(t.Start, t.End); s.free(from, to) {
			k := date
			if t.Clock {
				k = clock
			}
			s.add(anchor{kind: k, from: from, to: to, time: t})
		}
	}
	for i, w := range s.words {
		if w.anchor >= 0 {
			continue
		}
		month := time.Month(0)
		if w.Capital() {
			month = months[w.Lower]
			if i > 0 && beforeMonth[s.words[i-1].Lower] {
				month = max(month, verbMonths[w.Lower])
			}
		}
		switch {
		case month > 0 && (i > 0 || !english.Stop(w.Key)):
			s.add(anchor{kind: date, from: i, to: i + 1, time: english.Time{Month: month}})
		case weekdays[w.Lower] > 0 || deictic[w.Lower]:
			s.add(anchor{kind: day, from: i, to: i + 1})
		}
	}
}

var (
	deictic  = set("today tomorrow yesterday tonight")
	weekdays = map[string]int{"sunday": 1, "monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7}
	months   = func() map[string]time.Month {
		m := map[string]time.Month{}
		for i := time.January; i <= time.December; i++ {
			m[strings.ToLower(i.String())] = i
		}
		maps.DeleteFunc(m, func(name string, _ time.Month) bool { return verbMonths[name] > 0 })
		return m
	}()
	verbMonths  = map[string]time.Month{"march": time.March, "may": time.May} // months after a preposition only
	beforeMonth = set("in of since by until till from last next this early late mid")
)

// hedges are what leaves an amount open, by the words right before it.
var hedges = []struct{ class, words string }{
	{"at most", "no more than"},
	{"at least", "no less than"},
	{"at least", "no fewer than"},
	{"at least", "at least"},
	{"at least", "more than"},
	{"at least", "over"},
	{"at least", "above"},
	{"at least", "exceeding"},
	{"at most", "at most"},
	{"at most", "less than"},
	{"at most", "fewer than"},
	{"at most", "up to"},
	{"at most", "under"},
	{"at most", "below"},
	{"nearly", "nearly"},
	{"nearly", "almost"},
	{"nearly", "close to"},
	{"about", "about"},
	{"about", "around"},
	{"about", "some"},
	{"about", "roughly"},
	{"about", "approximately"},
	{"about", "an estimated"},
	{"exact", "exactly"},
	{"exact", "precisely"},
}

// hedge returns the class of what stands before word i.
func (s *statement) hedge(i int) string {
	const near = 24 // bytes
	before := strings.ToLower(s.text[max(0, s.words[i].Start-near):s.words[i].Start])
	before = " " + strings.TrimRight(before, " $€£¥₹")
	for _, h := range hedges {
		if strings.HasSuffix(before, " "+h.words) {
			return h.class
		}
	}
	return ""
}

// findNames finds the runs of words that are written like names.
func (s *statement) findNames(known func(key string) bool) {
	for i := 0; i < len(s.words); i++ {
		if !s.nameWord(i, known) {
			continue
		}
		end := i + 1
		for end < len(s.words) && s.nameWord(end, known) && strings.Trim(s.gap(end), " .-–&") == "" && s.words[end].sentence == s.words[i].sentence {
			end++
		}
		s.add(anchor{kind: name, from: i, to: end})
		i = end - 1
	}
}

// nameWord reports whether word i is written like a part of a name: an office is none.
func (s *statement) nameWord(i int, known func(key string) bool) bool {
	w := s.words[i]
	if !w.Capital() || w.anchor >= 0 || english.IsRole(w.Key) || s.beforeOffice(i) {
		return false
	}
	if english.Stop(w.Key) && w.Lower != "us" {
		return false
	}
	opens := i == 0 || s.words[i-1].sentence != w.sentence || strings.ContainsAny(s.gap(i), "“\"‘:")
	return !opens || s.runsOn(i) || !ordinary(w) && !known(w.Key)
}

// beforeOffice reports whether word i is the first of two that name an office: Prime Minister.
func (s *statement) beforeOffice(i int) bool {
	return i+1 < len(s.words) && english.IsRole(s.words[i+1].Key) && s.words[i+1].Capital() && strings.TrimSpace(s.gap(i+1)) == "" &&
		english.Country(s.words[i].Key) == ""
}

// runsOn reports whether the word after word i is capitalised as well, and they are together.
func (s *statement) runsOn(i int) bool {
	return i+1 < len(s.words) && s.words[i+1].Capital() && strings.TrimSpace(s.gap(i+1)) == "" && !english.IsRole(s.words[i+1].Key)
}

// ordinary reports whether a word that a sentence starts with is likely no name.
func ordinary(w word) bool {
	if english.Country(w.Key) != "" {
		return false
	}
	if english.Verb(w.Key) || len(english.Synonyms(w.Key)) > 0 || len(vocabularies().alike[w.Key]) > 0 {
		return true
	}
	for _, ending := range []string{"tion", "tions", "ment", "ments", "ness", "ity", "ship", "ly", "ers"} {
		if len(w.Lower) > len(ending)+3 && strings.HasSuffix(w.Lower, ending) {
			return true
		}
	}
	return false
}

// sameAmount reports whether a number of a claim is one of its quotes.
func sameAmount(c, q english.Amount) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }
	switch {
	case c.Unit == q.Unit:
		return near(c.Value*c.Scale, q.Value*q.Scale) && (c.Unit != "money" || c.Noun == q.Noun)
	case c.Unit == "" || q.Unit == "" && q.Noun == "" || q.Unit == "" && c.Unit == "duration":
		return near(c.Value, q.Value)
	}
	return false
}
