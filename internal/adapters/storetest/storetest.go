// Package storetest holds the tests that every store passes, so that one can be taken for
// another. It tests what callers rely on, through the store's methods alone; what a crash
// or a damaged file does is for each store's own tests.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/briefing"
)

// Store is what a store can do. See package sqlite for what each method promises.
type Store interface {
	briefing.Recorder
	Put(ctx context.Context, docs []*briefing.Document) ([]briefing.Change, error)
	Remove(ctx context.Context, id string) error
	Documents(ctx context.Context, after int64, each func(seq int64, id string, d *briefing.Document) error) error
	Text(ctx context.Context, article, revision string) (string, error)
	Revisions(ctx context.Context, article string) ([]briefing.Revision, error)
	Document(ctx context.Context, article string) (*briefing.Document, error)
	Articles(ctx context.Context) (ids, addresses []string, err error)
	Copies(ctx context.Context, article string) ([]string, error)
	Quoted(ctx context.Context, article string) (map[string]int, error)
	Answer(ctx context.Context, answerID string) (briefing.Record, error)
}

// Run tests the stores that open makes: each new and empty, and closed by the test's cleanup.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for name, test := range map[string]func(t *testing.T, s Store){
		"documents come back as they were put":          documentsComeBack,
		"an empty store holds nothing":                  emptyStore,
		"putting says what it did":                      changes,
		"the first time seen is kept":                   firstSeen,
		"documents after a sequence number":             catchUp,
		"a removed article can come back":               removal,
		"revisions":                                     revisions,
		"an article is found by its id":                 lookup,
		"articles are listed":                           listed,
		"the answers that quote a revision are counted": quoted,
		"copies have the first published as origin":     copies,
		"copies in any order have the same origin":      copiesInAnyOrder,
		"a revision leaves and joins a group":           revisedCopies,
		"a removed original leaves its copies":          removedOriginal,
		"what a page says of its original counts":       claimedOriginal,
		"what is no copy has no origin":                 noCopies,
		"many copies have one origin":                   manyCopies,
		"a bad document leaves nothing of its batch":    badDocument,
		"an ended context leaves nothing of its batch":  endedContext,
		"each may end the reading":                      endReading,
		"each may read the store":                       readWhileReading,
		"answers come back with their texts":            answers,
		"an answer outlives its article":                answerOutlives,
		"an answer without its text is not recorded":    answerWithoutText,
		"readers see whole batches only, in order":      wholeBatches,
		"writers side by side lose nothing":             writersSideBySide,
		"a name is data":                                hostileNames,
		"an answer is recorded once under its own name": answerTwice,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

var seen = time.Date(2026, 3, 1, 12, 30, 15, 123456000, time.UTC)

// document is a document with a heading, a list and text outside of ASCII.
func document(id, body string) *briefing.Document {
	text := "Überschrift\r\n\r\n" + body + "\n\nThey named:\n- Ana Müller\n- Đặng Văn “Tư”\n"
	d := &briefing.Document{Article: briefing.Article{
		ID: id, Title: "Überschrift", Source: "Demo Wire", URL: "https://example.org/" + id, Author: "A. Writer",
		Language: "de", Published: time.Date(2026, 2, 28, 9, 0, 0, 0, time.UTC), Modified: time.Date(2026, 2, 28, 9, 30, 0, 0, time.UTC), FirstSeen: seen,
		Revision: briefing.RevisionOf(text), Text: text,
	}}
	span := func(s string) briefing.Span {
		at := strings.Index(text, s)
		return briefing.Span{Start: at, End: at + len(s)}
	}
	first, second := span("- Ana Müller"), span("- Đặng Văn “Tư”")
	d.Passages = []briefing.Passage{
		{Span: span(body), Heading: "Überschrift", Sentences: []briefing.Sentence{{Span: span(body)}}},
		{
			Span: briefing.Span{Start: first.Start, End: second.End}, Heading: "Überschrift", Lead: span("They named:"),
			Sentences: []briefing.Sentence{
				{Span: briefing.Span{Start: first.Start + 2, End: first.End}, Item: true},
				{Span: briefing.Span{Start: second.Start + 2, End: second.End}, Item: true},
			},
		},
	}
	return d
}

// with returns a copy of the document that edit has changed.
func with(d *briefing.Document, edit func(d *briefing.Document)) *briefing.Document {
	c := *d
	edit(&c)
	return &c
}

func put(t *testing.T, s Store, docs ...*briefing.Document) []briefing.Change {
	t.Helper()
	changes, err := s.Put(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// entry is what Documents gives.
type entry struct {
	Seq int64
	ID  string
	Doc *briefing.Document
}

func read(t *testing.T, s Store, after int64) []entry {
	t.Helper()
	var all []entry
	err := s.Documents(t.Context(), after, func(seq int64, id string, d *briefing.Document) error {
		all = append(all, entry{seq, id, d})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// names lists what Documents gives as "id", or "-id" for one that was removed, and the
// last sequence number.
func names(t *testing.T, s Store, after int64) (names []string, last int64) {
	t.Helper()
	for _, e := range read(t, s, after) {
		if e.Seq <= max(last, after) {
			t.Errorf("sequence number %d after %d", e.Seq, max(last, after))
		}
		last = e.Seq
		if e.Doc == nil {
			names = append(names, "-"+e.ID)
		} else {
			names = append(names, e.ID)
		}
	}
	return names, last
}

func wantDiff(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func wantNotFound(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, briefing.ErrNotFound) {
		t.Errorf("%s: error %v, want ErrNotFound", what, err)
	}
}

// record is an answer made from the documents' passages, two hits to each document.
func record(id string, docs ...*briefing.Document) briefing.Record {
	query := briefing.Query{
		Question: briefing.Question{Text: "Who came?", AsOf: seen, History: []briefing.Turn{{Role: "user", Text: "Hm?"}}},
		Kind:     briefing.KindWho,
		Terms:    []briefing.Term{{Text: "came", Key: "come", Weight: 1.0 / 3, Variants: map[string]float64{"arriv": 0.7}}},
	}
	r := briefing.Record{
		At:       seen,
		Evidence: briefing.Evidence{Query: query, Confidence: 0.1 + 0.2},
		Answer: briefing.Answer{
			AnswerID: id, Question: "Who came?", Status: briefing.Answered, Text: "Ana Müller. [1]",
			Claims:    []briefing.Claim{{Text: "Ana Müller.", Citations: []int{1}}},
			Citations: []briefing.Citation{{N: 1, Article: "a", Quote: "Ana Müller", Start: 1, End: 12}},
			Mode:      "extractive", ElapsedMS: 1.5,
		},
	}
	for passage := range 2 {
		for i, d := range docs {
			r.Evidence.Hits = append(r.Evidence.Hits, briefing.Hit{
				Doc: d, Passage: passage, Window: d.Passages[passage].Span, Score: 1 / float64(3+i+passage),
			})
		}
	}
	return r
}

func numbered(prefix string, n int) []*briefing.Document {
	docs := make([]*briefing.Document, n)
	for i := range docs {
		docs[i] = document(fmt.Sprintf("%s-%d", prefix, i), fmt.Sprintf("Body %d of %s.", i, prefix))
	}
	return docs
}
