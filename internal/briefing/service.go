package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Searcher finds the passages for a query, at most k, and fills in what the corpus knows
// of its terms.
type Searcher interface {
	Search(ctx context.Context, q Query, k int) (Evidence, error)
}

// Composer analyses questions and drafts answers from evidence, and from nothing else.
type Composer interface {
	Understand(ctx context.Context, q Question) (Query, error)
	Compose(ctx context.Context, e Evidence) (Draft, error)
	// Facts drafts the lines of a card on what the query names, and returns the other
	// spellings that the sources have of it.
	Facts(ctx context.Context, e Evidence) (facts []DraftFact, aliases []string, err error)
}

// Speller puts the slips of spelling in a question right.
type Speller interface {
	Spell(question string) string
}

// Gate says why a drafted claim must not go out, or nil.
type Gate interface {
	Check(question string, c DraftClaim) error
}

// Recorder keeps what an answer was made from, so that it can be made again.
type Recorder interface {
	Record(ctx context.Context, r Record) error
}

// Record is an answer with its inputs.
type Record struct {
	At       time.Time `json:"at"`
	Evidence Evidence  `json:"evidence"` // texts left out: they are found again by revision
	Answer   Answer    `json:"answer"`
	// Exchanges are what a model was asked and wrote, in order.
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// Service answers questions and makes digests. Recorder may be nil: then nothing is kept.
// Without Speller, questions are taken as they are typed.
// Without Archive and Editor there are no digests.
type Service struct {
	Speller  Speller
	Searcher Searcher
	Composer Composer
	Gate     Gate
	Recorder Recorder
	Archive  Archive
	Editor   Editor
	Teller   Teller // nil to tell digests in the words of the articles
	Now      func() time.Time
}

// hitsPerQuestion is how many passages composing may look at.
const hitsPerQuestion = 40

// Ask answers a question from the corpus, or says that the corpus does not hold the answer.
func (s *Service) Ask(ctx context.Context, q Question) (Answer, error) {
	r, err := s.Prepare(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	if s.Recorder != nil {
		if err := s.Recorder.Record(ctx, r); err != nil {
			return Answer{}, fmt.Errorf("briefing: record answer %s: %w", r.Answer.AnswerID, err)
		}
	}
	return r.Answer, nil
}

// Prepare makes what Ask answers, and leaves it to the caller to record it.
func (s *Service) Prepare(ctx context.Context, q Question) (Record, error) {
	start := s.Now()
	query, err := s.Composer.Understand(ctx, s.spelled(q))
	if err != nil {
		return Record{}, fmt.Errorf("briefing: understand the question: %w", err)
	}
	if query.Question.Text != q.Text {
		query.Asked = q.Text
	}
	found, err := s.find(ctx, query)
	if err != nil {
		return Record{}, fmt.Errorf("briefing: search: %w", err)
	}
	answer, exchanges, err := s.answer(ctx, found)
	if err != nil {
		return Record{}, err
	}
	answer.AnswerID = newAnswerID()
	answer.ElapsedMS = float64(s.Now().Sub(start).Microseconds()) / 1000
	return Record{At: start, Evidence: found, Answer: answer, Exchanges: exchanges}, nil
}

// spelled returns a question, and what was asked before it, without slips of spelling.
func (s *Service) spelled(q Question) Question {
	if s.Speller == nil {
		return q
	}
	q.Text, q.History = s.Speller.Spell(q.Text), slices.Clone(q.History)
	for i := range q.History {
		if t := &q.History[i]; t.Role == "user" {
			t.Text = s.Speller.Spell(t.Text)
		}
	}
	return q
}

// find searches for the query and for each of its parts.
func (s *Service) find(ctx context.Context, q Query) (Evidence, error) {
	found, err := s.Searcher.Search(ctx, q, hitsPerQuestion)
	for _, part := range q.Parts {
		if err != nil {
			break
		}
		var e Evidence
		e, err = s.Searcher.Search(ctx, part, hitsPerQuestion)
		found.Parts = append(found.Parts, e)
	}
	return found, err
}

// Answer makes the answer that the evidence holds. The same evidence, and the same output of
// a model where one is asked, makes the same answer.
func (s *Service) Answer(ctx context.Context, e Evidence) (Answer, error) {
	answer, _, err := s.answer(ctx, e)
	return answer, err
}

func (s *Service) answer(ctx context.Context, e Evidence) (Answer, []Exchange, error) {
	q := e.Query.Question
	draft, err := s.Composer.Compose(ctx, e)
	if err != nil {
		return Answer{}, nil, fmt.Errorf("briefing: compose an answer: %w", err)
	}
	s.keep(&draft, q.Text)
	answer := assemble(draft)
	answer.ID, answer.Question, answer.Confidence = q.ID, cmp.Or(e.Query.Asked, q.Text), e.Confidence
	answer.Note = note(e.Query, draft)
	if answer.Status == NotFound {
		answer.Missing, answer.Nearest = draft.Missing, nearest(e.Hits)
	}
	return answer, draft.Exchanges, nil
}

// keep drops the claims that do not pass the gate.
func (s *Service) keep(d *Draft, question string) {
	d.Claims = slices.DeleteFunc(d.Claims, func(c DraftClaim) bool { return s.refuses(question, c) })
	for i := range d.Parts {
		s.keep(&d.Parts[i], d.Parts[i].Asked)
	}
}

// Fact returns what the corpus says of an entity or term.
func (s *Service) Fact(ctx context.Context, name string) (Card, error) {
	query, err := s.Composer.Understand(ctx, Question{Text: name})
	if err != nil {
		return Card{}, fmt.Errorf("briefing: understand the name: %w", err)
	}
	query.Kind, query.Parts = KindEntity, nil
	found, err := s.Searcher.Search(ctx, query, hitsPerQuestion)
	if err != nil {
		return Card{}, fmt.Errorf("briefing: search: %w", err)
	}
	facts, aliases, err := s.Composer.Facts(ctx, found)
	if err != nil {
		return Card{}, fmt.Errorf("briefing: compose a card: %w", err)
	}
	facts = slices.DeleteFunc(facts, func(f DraftFact) bool { return s.refuses(name, f.DraftClaim) })
	return assembleCard(name, facts, aliases, found.Hits), nil
}

// refuses reports whether a claim does not pass the gate.
func (s *Service) refuses(question string, c DraftClaim) bool {
	return s.Gate.Check(question, c) != nil
}

const nearestShown = 3

func nearest(hits []Hit) []Nearest {
	out := make([]Nearest, 0, nearestShown)
	for _, h := range hits[:min(len(hits), nearestShown)] {
		text := strings.Join(strings.Fields(h.Doc.Passages[h.Passage].Of(h.Doc.Text)), " ")
		out = append(out, Nearest{Article: h.Doc.ID, Text: text, Score: h.Score})
	}
	return out
}
