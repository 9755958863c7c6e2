package retrieve

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
)

// generator makes news-like articles and questions about them: the words of the table by
// Zipf's law, some of them names, and in each article a few rarer ones again and again.
type generator struct {
	table *glove.Table
	rand  *rand.Rand
	zipf  *rand.Zipf
	made  int
}

func newGenerator(tb testing.TB, seed uint64) *generator {
	table := loadTable(tb)
	r := rand.New(rand.NewPCG(seed, 1))
	return &generator{table: table, rand: r, zipf: rand.NewZipf(r, 1.1, 2.7, uint64(table.Len()-1))}
}

var sharedTable = sync.OnceValues(glove.Load)

func loadTable(tb testing.TB) *glove.Table {
	tb.Helper()
	table, err := sharedTable()
	if err != nil {
		tb.Fatal(err)
	}
	return table
}

// word returns a word of at least two letters by Zipf's law; every tenth of the rarer ones
// is a name.
func (g *generator) word() string {
	for {
		id := int32(g.zipf.Uint64())
		word := g.table.Word(id)
		if len(word) < 2 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		if id > 1000 && id%10 == 0 {
			return strings.ToUpper(word[:1]) + word[1:]
		}
		return word
	}
}

// telling returns a word that a question may be about.
func (g *generator) telling() string {
	for {
		if w := g.word(); len(w) > 3 && !english.Stop(english.Key(w)) {
			return w
		}
	}
}

// document makes an article of so many paragraphs of about 120 words, cut into passages.
func (g *generator) document(paragraphs int) *briefing.Document {
	subject := make([]string, 12)
	for i := range subject {
		subject[i] = g.telling()
	}
	var text strings.Builder
	for range paragraphs {
		for range 7 {
			for i := range 17 {
				w := g.word()
				if g.rand.IntN(6) == 0 {
					w = subject[g.rand.IntN(len(subject))]
				}
				if i == 0 {
					w = strings.ToUpper(w[:1]) + w[1:]
				} else {
					text.WriteByte(' ')
				}
				text.WriteString(w)
			}
			text.WriteString(". ")
		}
		text.WriteString("\n\n")
	}
	g.made++
	return ingest.Split(briefing.Article{
		ID:        fmt.Sprintf("a%06d", g.made),
		Title:     strings.Join(subject[:6], " "),
		Source:    "The " + []string{"Courier", "Herald", "Gazette", "Observer"}[g.made%4],
		Published: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, g.made%300),
		Text:      text.String(),
	})
}

func (g *generator) documents(n, paragraphs int) []*briefing.Document {
	out := make([]*briefing.Document, n)
	for i := range out {
		out[i] = g.document(paragraphs)
	}
	return out
}

// question picks seven telling words of a passage.
func (g *generator) question(docs []*briefing.Document) string {
	d := docs[g.rand.IntN(len(docs))]
	p := d.Passages[g.rand.IntN(len(d.Passages))]
	words := strings.Fields(strings.ReplaceAll(p.Of(d.Text), ".", ""))
	var out []string
	for range 1000 {
		w := words[g.rand.IntN(len(words))]
		if len(w) > 3 && !english.Stop(english.Key(w)) {
			out = append(out, w)
		}
		if len(out) == 7 {
			break
		}
	}
	return strings.Join(out, " ")
}

// queryOf makes the query that a question's words make up, each once.
func queryOf(question string) briefing.Query {
	q := briefing.Query{Question: briefing.Question{Text: question}, Kind: briefing.KindFact}
	seen := map[string]bool{}
	for i, t := range english.Tokens(question) {
		if !seen[t.Key] && !english.Stop(t.Key) {
			q.Terms = append(q.Terms, briefing.Term{Text: t.Text, Key: t.Key, Name: i > 0 && t.Capital(), Weight: 1})
		}
		seen[t.Key] = true
	}
	return q
}

// indexOf returns an index of documents.
func indexOf(tb testing.TB, docs ...*briefing.Document) *Index {
	tb.Helper()
	x := New(loadTable(tb))
	x.Add(docs...)
	return x
}

// article makes a document of a text.
func article(id, text string) *briefing.Document {
	return ingest.Split(briefing.Article{ID: id, Text: text})
}

// search returns what an index finds for a question.
func search(tb testing.TB, x *Index, question string, k int) briefing.Evidence {
	tb.Helper()
	e, err := x.Search(tb.Context(), queryOf(question), k)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// found returns the articles of the hits in order, each once.
func found(e briefing.Evidence) []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range e.Hits {
		if !seen[h.Doc.ID] {
			out = append(out, h.Doc.ID)
		}
		seen[h.Doc.ID] = true
	}
	return out
}
