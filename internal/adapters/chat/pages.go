package chat

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// nearestRunes is how much of a nearest passage is shown: enough to judge it by.
const nearestRunes = 280

// AnswerPage shows an answer: the claims with their markers, the sides first where the
// sources differ; or, when there is none, what was looked for and what comes closest.
func AnswerPage(r briefing.Record) Page {
	a := r.Answer
	if a.Status == briefing.NotFound {
		p := notFoundPage(cmp.Or(strings.Join(a.Missing, ", "), a.Question), a.Nearest, r.Evidence.Hits)
		p.Answer, p.Note = a.AnswerID, a.Note
		return p
	}
	p := Page{Tone: Answers, Answer: a.AnswerID, Note: a.Note}
	shown := map[string]bool{}
	for _, d := range a.Disagreements {
		p.Tone, p.Title = Differs, "Sources differ"
		if about := strings.TrimPrefix(inert.Clean(d.About), "the "); about != "" {
			p.Title += " on the " + about
		}
		for _, side := range d.Claims {
			shown[side.Text] = true
			p.Items = append(p.Items, Item{Style: Bullet, Text: side.Text, Cites: side.Citations, Tail: origins(side, a.Citations)})
		}
	}
	var said []string
	for _, c := range a.Claims {
		said = append(said, c.Text)
		if shown[c.Text] {
			continue
		}
		p.Items = append(p.Items, claimItem(c, len(a.Claims) == 1))
	}
	for _, part := range a.Missing {
		p.Items = append(p.Items, Item{Style: Paragraph, Text: "Not found: " + part})
	}
	p.Sources = cited(a.Citations, said)
	return p
}

// claimItem sets a sentence as a paragraph and everything else as an item of a list.
func claimItem(c briefing.Claim, alone bool) Item {
	style := Bullet
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(c.Text, ` "'”’)]`))
	if alone || strings.ContainsRune(".!?…", last) {
		style = Paragraph
	}
	return Item{Style: style, Text: c.Text, Cites: c.Citations}
}

// origins lists where and when the articles of a side were published, each once.
func origins(side briefing.Claim, all []briefing.Citation) string {
	var by []string
	for _, c := range all {
		if o := c.Origin(); slices.Contains(side.Citations, c.N) && !slices.Contains(by, o) {
			by = append(by, o)
		}
	}
	return strings.Join(by, "; ")
}

// cited makes the list of what the markers stand for. A quote that a claim repeats is left
// out: it is on the page already.
func cited(citations []briefing.Citation, said []string) []Source {
	var out []Source
	for _, c := range citations {
		s := Source{N: c.N, Title: cmp.Or(inert.Clean(c.Title), c.Article), Origin: c.Origin(), URL: c.URL}
		quote := inert.Clean(c.Quote)
		if !slices.ContainsFunc(said, func(text string) bool { return strings.Contains(inert.Clean(text), quote) }) {
			s.Quote = c.Quote
		}
		out = append(out, s)
	}
	return out
}

// notFoundPage says what was looked for and shows the passages that come closest.
func notFoundPage(looked string, nearest []briefing.Nearest, hits []briefing.Hit) Page {
	p := Page{Tone: NotFound, Title: "Not in the sources"}
	p.Items = append(p.Items, Item{Style: Paragraph, Text: "Looked for: " + looked})
	if len(nearest) > 0 {
		p.Items = append(p.Items, Item{Style: Heading, Text: "Nearest passages"})
	}
	for _, n := range nearest {
		item := Item{Style: Quoted, Text: ellipsis(inert.Clean(n.Text), nearestRunes), Tail: n.Article}
		for _, h := range hits {
			if h.Doc != nil && h.Doc.ID == n.Article {
				c := briefing.Citation{Source: h.Doc.Source, Published: h.Doc.Date()}
				item.Tail = cmp.Or(inert.Clean(h.Doc.Title), n.Article) + ", " + c.Origin()
				break
			}
		}
		p.Items = append(p.Items, item)
	}
	return p
}

// ellipsis cuts text after limit characters, at a word where there is one.
func ellipsis(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	short := string([]rune(text)[:limit-1])
	if at := strings.LastIndexByte(short, ' '); at > limit/2 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:") + "…"
}

// CardPage shows what the sources say of one entity or term.
func CardPage(c briefing.Card) Page {
	if c.Status == briefing.NotFound {
		return notFoundPage(c.Name, c.Nearest, nil)
	}
	p := Page{Tone: Answers, Title: c.Name}
	if len(c.Aliases) > 0 {
		p.Items = append(p.Items, Item{Style: Paragraph, Text: "also " + strings.Join(c.Aliases, ", ")})
	}
	about := ""
	var said []string
	for _, f := range c.Facts {
		if f.About != about {
			about = f.About
			p.Items = append(p.Items, Item{Style: Heading, Text: capital(about)})
		}
		said = append(said, f.Text)
		p.Items = append(p.Items, Item{Style: Bullet, Text: f.Text, Cites: f.Citations})
	}
	p.Sources = cited(c.Citations, said)
	return p
}

// capital returns text with its first letter in upper case.
func capital(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
}

// DigestPage shows a digest, its times in the zone.
func DigestPage(d briefing.Digest, zone *time.Location) Page {
	p := Page{Tone: Briefs, Title: "Digest of " + d.Until.In(zone).Format("Monday, 2 January 2006")}
	if d.Topic != "" {
		p.Title += ": " + d.Topic
	}
	if len(d.Stories) == 0 {
		nothing := "No new articles"
		if d.Topic != "" {
			nothing += " on " + d.Topic
		}
		p.Items = []Item{{Style: Paragraph, Text: nothing + " since " + d.From.In(zone).Format("2 January, 15:04 MST") + "."}}
		return p
	}
	var said []string
	for _, s := range d.Stories {
		p.Items = append(p.Items, Item{Style: Heading, Text: s.Title})
		for _, c := range s.Claims {
			said = append(said, c.Text)
			p.Items = append(p.Items, Item{Style: Paragraph, Text: c.Text, Cites: c.Citations})
		}
	}
	p.Sources = cited(d.Citations, said)
	p.Note = count(d.Articles, "new article") + " since " + d.From.In(zone).Format("2 January, 15:04 MST")
	if d.More > 0 {
		p.Note += "; " + count(d.More, "more story", "more stories") + " left out"
	}
	return p
}

// count writes a number with its noun; the plural takes an s unless it is given.
func count(n int, one string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case len(many) > 0:
		return fmt.Sprintf("%d %s", n, many[0])
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// QuotesPage shows each quote of an answer in the passage that it was taken from; for a
// refusal, the passages that come closest.
func QuotesPage(r briefing.Record) Page {
	if len(r.Answer.Citations) == 0 {
		p := Page{Tone: Informs, Title: "There is nothing to quote. The nearest passages"}
		for _, n := range r.Answer.Nearest {
			p.Items = append(p.Items, Item{Style: Quoted, Text: n.Text, Tail: n.Article})
		}
		return p
	}
	p := Page{Tone: Informs, Title: "Quotes"}
	for _, c := range r.Answer.Citations {
		p.Items = append(p.Items, Item{Style: Quoted, Text: surroundings(c, r.Evidence), Cites: []int{c.N}})
	}
	p.Sources = cited(r.Answer.Citations, nil)
	return p
}

// surroundings is the passage that a quote was taken from, or the quote alone.
func surroundings(c briefing.Citation, e briefing.Evidence) string {
	quote := briefing.Span{Start: c.Start, End: c.End}
	text := ""
	e.EachHit(func(h *briefing.Hit) {
		if text != "" || h.Doc == nil || h.Doc.ID != c.Article || h.Doc.Revision != c.Revision {
			return
		}
		if at := slices.IndexFunc(h.Doc.Passages, func(p briefing.Passage) bool { return p.Contains(quote) }); at >= 0 {
			text = h.Doc.Passages[at].Of(h.Doc.Text)
		}
	})
	return cmp.Or(text, c.Quote)
}

// notice is a page of one paragraph.
func notice(text string) Page {
	return Page{Tone: Informs, Items: []Item{{Style: Paragraph, Text: text}}}
}

// busyPage says that an answer has to wait.
func busyPage(seconds string) Page {
	return notice("You ask faster than I may answer. Nothing is lost: this one comes in about " + seconds + " s.")
}

// failurePage says that something went wrong, and under which name the log has it.
func failurePage(incident string) Page {
	return Page{Tone: Fails, Title: "That did not work", Items: []Item{{
		Style: Paragraph, Text: "Something went wrong here, and it was not your question. Please ask again; if it happens again, tell the operator: incident " + incident + ".",
	}}}
}

// helpPage says what the bot does.
func helpPage() Page {
	return Page{
		Tone: Informs, Title: "What I do",
		Items: []Item{
			{Style: Paragraph, Text: "I answer questions from the news articles I was given and cite every sentence word for word. What they do not hold I do not answer, and where they differ I show each side."},
			{Style: Paragraph, Text: "Mention me with a question, write to me directly, or go on asking in a thread or under one of my answers."},
			{Style: Code, Text: "/ask who leads the delegation?"},
			{Style: Code, Text: "/fact NAME", Tail: "what the sources say of a person, an organisation or a term"},
			{Style: Code, Text: "/digest [TOPIC]", Tail: "what is new since yesterday"},
			{Style: Code, Text: "/brief subscribe 08:00 Europe/Berlin [TOPIC]", Tail: "a digest here every day; without a zone in UTC"},
			{Style: Code, Text: "/brief subscriptions", Tail: "the digests that this room gets"},
			{Style: Code, Text: "/brief unsubscribe ID"},
			{Style: Code, Text: "/brief mode", Tail: "whose words I answer this room in; for admins also: extractive, llm, auto"},
			{Style: Code, Text: "/brief usage", Tail: "what this room has used of a language model this month"},
			{Style: Code, Text: "/brief sources list", Tail: "the feeds and sites that I follow; for admins"},
		},
	}
}

// subscriptionsPage lists the digests that a room gets.
func subscriptionsPage(subscriptions []Subscription) Page {
	if len(subscriptions) == 0 {
		return notice("This room gets no digest. /brief subscribe 08:00 Europe/Berlin makes it get one every day.")
	}
	p := Page{Tone: Informs, Title: "Daily digests of this room"}
	for _, s := range subscriptions {
		p.Items = append(p.Items, Item{Style: Bullet, Text: fmt.Sprintf("%d: %s", s.ID, s)})
	}
	return p
}

// String says when the digest comes and what it is about.
func (s Subscription) String() string {
	text := "every day at " + s.At + " " + s.Zone
	if s.Topic != "" {
		text += ", on " + s.Topic
	}
	return text
}
