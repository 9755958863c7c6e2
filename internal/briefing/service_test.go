package briefing_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/briefing"
)

// harbour and council are what the fakes find.
var (
	harbour = document("harbour", "The bridge opens at 19:30.\nIt cost 7 million.")
	council = document("council", "The bridge opens at 19:00, the city council said.")
)

// document makes a document of which every line is a passage.
func document(id, text string) *briefing.Document {
	d := &briefing.Document{Article: briefing.Article{
		ID: id, Title: "About the " + id, Source: "The " + id, URL: "https://example.org/" + id, Text: text, Revision: briefing.RevisionOf(text),
		Published: time.Date(2025, 8, 15, 0, 0, 0, 0, time.UTC),
	}}
	start := 0
	for line := range strings.Lines(text) {
		d.Passages = append(d.Passages, briefing.Passage{Span: briefing.Span{Start: start, End: start + len(strings.TrimSuffix(line, "\n"))}})
		start += len(line)
	}
	return d
}

// claim drafts a claim on a part of a document.
func claim(d *briefing.Document, text string) briefing.DraftClaim {
	start := strings.Index(d.Text, text)
	return briefing.DraftClaim{Text: text, Quotes: []briefing.Quote{{Doc: d, Span: briefing.Span{Start: start, End: start + len(text)}}}}
}

// searcher finds the same hits for every query and remembers the last one.
type searcher struct {
	hits []briefing.Hit
	err  error
	last briefing.Query
}

func (s *searcher) Search(_ context.Context, q briefing.Query, _ int) (briefing.Evidence, error) {
	s.last = q
	return briefing.Evidence{Query: q, Hits: s.hits, Confidence: 0.8}, s.err
}

// composer drafts what it is given.
type composer struct {
	draft briefing.Draft
	parts []briefing.Query // of every question
	facts []briefing.DraftFact
	err   error
}

func (c composer) Understand(_ context.Context, q briefing.Question) (briefing.Query, error) {
	return briefing.Query{Question: q, Kind: briefing.KindFact, Parts: c.parts}, nil
}

func (c composer) Compose(context.Context, briefing.Evidence) (briefing.Draft, error) {
	return c.draft, c.err
}

func (c composer) Facts(context.Context, briefing.Evidence) ([]briefing.DraftFact, []string, error) {
	return c.facts, []string{"span"}, c.err
}

// gate refuses the claims that have one of its words.
type gate []string

func (g gate) Check(_ string, c briefing.DraftClaim) error {
	for _, word := range g {
		if strings.Contains(c.Text, word) {
			return errors.New("refused")
		}
	}
	return nil
}

// recorder keeps what it is told.
type recorder struct {
	records []briefing.Record
	err     error
}

func (r *recorder) Record(_ context.Context, record briefing.Record) error {
	r.records = append(r.records, record)
	return r.err
}

var hits = []briefing.Hit{
	{Doc: harbour, Passage: 1, Score: 3},
	{Doc: council, Passage: 0, Score: 2},
	{Doc: harbour, Passage: 0, Score: 1},
	{Doc: council, Passage: 0, Score: 0.5},
}

// service wires the fakes around a draft.
func service(d briefing.Draft, refused ...string) (*briefing.Service, *recorder) {
	r := &recorder{}
	clock := time.Date(2025, 8, 16, 9, 0, 0, 0, time.UTC)
	return &briefing.Service{
		Searcher: &searcher{hits: hits}, Composer: composer{draft: d}, Gate: gate(refused), Recorder: r,
		Now: func() time.Time { clock = clock.Add(1500 * time.Microsecond); return clock },
	}, r
}

// carefully spells "cots" as "cost".
type carefully struct{}

func (carefully) Spell(question string) string { return strings.ReplaceAll(question, "cots", "cost") }

// TestAskReadsWhatWasMeant holds a slip of spelling to be put right before anything else, and to
// be told.
func TestAskReadsWhatWasMeant(t *testing.T) {
	t.Parallel()
	s, kept := service(briefing.Draft{Claims: []briefing.DraftClaim{claim(harbour, "It cost 7 million.")}, Note: "By rule."})
	s.Speller = carefully{}
	history := []briefing.Turn{{Role: "user", Text: "Its cots?"}, {Role: "bot", Text: "cots"}}
	got, err := s.Ask(t.Context(), briefing.Question{Text: "What did it cots?", History: history})
	if err != nil {
		t.Fatal(err)
	}
	if got.Question != "What did it cots?" || got.Note != "Read as “What did it cost?” By rule." {
		t.Errorf("question %q, note %q", got.Question, got.Note)
	}
	q := kept.records[0].Evidence.Query
	if q.Question.Text != "What did it cost?" || q.Question.History[0].Text != "Its cost?" || q.Question.History[1].Text != "cots" || history[0].Text != "Its cots?" {
		t.Errorf("understood %+v after %+v", q, history)
	}
	again, err := s.Answer(t.Context(), kept.records[0].Evidence)
	if err != nil || again.Note != got.Note || again.Question != got.Question {
		t.Errorf("again: question %q, note %q, error %v", again.Question, again.Note, err)
	}
}

func TestAskRecordsWhatWasUsed(t *testing.T) {
	t.Parallel()
	s, kept := service(briefing.Draft{Claims: []briefing.DraftClaim{claim(harbour, "It cost 7 million.")}, Mode: "extractive"})
	q := briefing.Question{ID: "q1", Text: "What did it cost?", History: []briefing.Turn{{Role: "user", Text: "hello"}}}
	got, err := s.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	want := briefing.Answer{
		ID: "q1", Question: "What did it cost?", Status: briefing.Answered, Mode: "extractive", Confidence: 0.8, ElapsedMS: 1.5,
		Text:   "It cost 7 million. [1]",
		Claims: []briefing.Claim{{Text: "It cost 7 million.", Citations: []int{1}}},
		Citations: []briefing.Citation{{
			N: 1, Article: "harbour", Title: "About the harbour", Source: "The harbour", URL: "https://example.org/harbour", Published: "2025-08-15",
			Quote: "It cost 7 million.", Start: 27, End: 45, Revision: harbour.Revision,
		}},
		Disagreements: []briefing.Disagreement{}, Nearest: []briefing.Nearest{},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(briefing.Answer{}, "AnswerID")); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	wantRecord := []briefing.Record{{
		At:       time.Date(2025, 8, 16, 9, 0, 0, 1.5e6, time.UTC),
		Evidence: briefing.Evidence{Query: briefing.Query{Question: q, Kind: briefing.KindFact}, Hits: hits, Confidence: 0.8},
		Answer:   got,
	}}
	if diff := cmp.Diff(wantRecord, kept.records); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestAnswerIDs(t *testing.T) {
	t.Parallel()
	s, _ := service(briefing.Draft{})
	s.Recorder = nil
	seen := map[string]bool{}
	for range 50 {
		a, err := s.Ask(t.Context(), briefing.Question{Text: "who?"})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.AnswerID) != 12 || seen[a.AnswerID] || strings.ToLower(a.AnswerID) != a.AnswerID {
			t.Errorf("answer id %q is not new, or not 12 small letters and digits", a.AnswerID)
		}
		seen[a.AnswerID] = true
	}
}

func TestGateDropsClaims(t *testing.T) {
	t.Parallel()
	s, _ := service(briefing.Draft{
		Claims: []briefing.DraftClaim{claim(council, "the city council said"), claim(harbour, "It cost 7 million."), claim(harbour, "The bridge opens")},
	}, "council")
	got, err := s.Answer(t.Context(), briefing.Evidence{Hits: hits})
	if err != nil {
		t.Fatal(err)
	}
	if want := "It cost 7 million. [1]\nThe bridge opens [2]"; got.Text != want || len(got.Citations) != 2 || len(got.Claims) != 2 {
		t.Errorf("got %q with %d citations, want %q", got.Text, len(got.Citations), want)
	}
}

func TestNothingLeftIsNotFound(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]briefing.Draft{
		"a refusal":          {Missing: []string{"toll"}},
		"all claims refused": {Missing: []string{"toll"}, Claims: []briefing.DraftClaim{claim(harbour, "The bridge opens"), claim(harbour, "bridge opens at")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, kept := service(d, "bridge")
			got, err := s.Ask(t.Context(), briefing.Question{Text: "What is the toll?"})
			if err != nil {
				t.Fatal(err)
			}
			want := briefing.Answer{
				Question: "What is the toll?", Status: briefing.NotFound, Confidence: 0.8, ElapsedMS: 1.5, Missing: []string{"toll"},
				Claims: []briefing.Claim{}, Citations: []briefing.Citation{}, Disagreements: []briefing.Disagreement{},
				Nearest: []briefing.Nearest{
					{Article: "harbour", Text: "It cost 7 million.", Score: 3},
					{Article: "council", Text: "The bridge opens at 19:00, the city council said.", Score: 2},
					{Article: "harbour", Text: "The bridge opens at 19:30.", Score: 1},
				},
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(briefing.Answer{}, "AnswerID")); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
			if len(kept.records) != 1 {
				t.Errorf("%d records, want the refusal's", len(kept.records))
			}
		})
	}
}

func TestNumbering(t *testing.T) {
	t.Parallel()
	cost, opening := claim(harbour, "It cost 7 million."), claim(council, "The bridge opens at 19:00")
	both := briefing.DraftClaim{Text: "It opens at 19:00 and cost 7 million.", Quotes: []briefing.Quote{opening.Quotes[0], cost.Quotes[0], opening.Quotes[0]}}
	s, _ := service(briefing.Draft{Claims: []briefing.DraftClaim{cost, both, cost}})
	got, err := s.Answer(t.Context(), briefing.Evidence{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "It cost 7 million. [1]\nIt opens at 19:00 and cost 7 million. [2][1]\nIt cost 7 million. [1]"
	if got.Text != want {
		t.Errorf("got %q, want %q", got.Text, want)
	}
	if len(got.Citations) != 2 || got.Citations[0].N != 1 || got.Citations[0].Article != "harbour" || got.Citations[1].N != 2 || got.Citations[1].Article != "council" {
		t.Errorf("got citations %+v", got.Citations)
	}
}

// Two articles with one text are two sources.
func TestNumberingOfTwins(t *testing.T) {
	t.Parallel()
	twin := document("twin", harbour.Text)
	c := claim(harbour, "It cost 7 million.")
	c.Quotes = append(c.Quotes, claim(twin, "It cost 7 million.").Quotes...)
	s, _ := service(briefing.Draft{Claims: []briefing.DraftClaim{c}})
	got, err := s.Answer(t.Context(), briefing.Evidence{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Citations) != 2 || got.Citations[1].Article != "twin" || got.Text != "It cost 7 million. [1][2]" {
		t.Errorf("got %q with citations %+v", got.Text, got.Citations)
	}
}

// sides drafts a disagreement on the time.
func sides() briefing.Draft {
	early, late := claim(council, "The bridge opens at 19:00"), claim(harbour, "The bridge opens at 19:30.")
	early.Side, early.Value = 2, "19:00"
	late.Side, late.Value = 1, "19:30"
	cost := claim(harbour, "It cost 7 million.")
	return briefing.Draft{About: "time", Claims: []briefing.DraftClaim{late, cost, early}}
}

func TestDisagreement(t *testing.T) {
	t.Parallel()
	s, _ := service(sides())
	got, err := s.Answer(t.Context(), briefing.Evidence{})
	if err != nil {
		t.Fatal(err)
	}
	want := []briefing.Disagreement{{About: "time", Claims: []briefing.Claim{{Text: "19:30", Citations: []int{1}}, {Text: "19:00", Citations: []int{3}}}}}
	if diff := cmp.Diff(want, got.Disagreements); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
	const text = "Sources differ:\nThe bridge opens at 19:30. [1]\nIt cost 7 million. [2]\nThe bridge opens at 19:00 [3]"
	if got.Text != text {
		t.Errorf("got %q, want %q", got.Text, text)
	}
}

func TestDisagreementThatLosesASide(t *testing.T) {
	t.Parallel()
	for _, refused := range []string{"19:00", "19:30"} {
		s, _ := service(sides(), refused)
		got, err := s.Answer(t.Context(), briefing.Evidence{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Disagreements) != 0 || strings.Contains(got.Text, "differ") || len(got.Claims) != 2 {
			t.Errorf("without %s: got %q and disagreements %+v", refused, got.Text, got.Disagreements)
		}
	}
}

// A part without an answer is said beside the answers to the others.
func TestParts(t *testing.T) {
	t.Parallel()
	d := briefing.Draft{Mode: "extractive", Parts: []briefing.Draft{
		{Asked: "What did it cost?", Claims: []briefing.DraftClaim{claim(harbour, "It cost 7 million.")}},
		{Asked: "Who painted the town hall of Vesper in 1903?", Missing: []string{"painted"}},
		{Asked: "When does it open?", Claims: sides().Claims, About: "time"},
		{Asked: "Who says so?", Claims: []briefing.DraftClaim{claim(council, "the city council said")}},
	}}
	s, _ := service(d, "council")
	got, err := s.Answer(t.Context(), briefing.Evidence{})
	if err != nil {
		t.Fatal(err)
	}
	const sided = "Sources differ:\nThe bridge opens at 19:30. [2]\nIt cost 7 million. [1]\nThe bridge opens at 19:00 [3]\n"
	const text = "It cost 7 million. [1]\n" + sided + "Not found: the rest"
	if diff := cmp.Diff(text, got.Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	missing := []string{"Who painted the town hall of Vesper in 1903?", "Who says so?"}
	if diff := cmp.Diff(missing, got.Missing); diff != "" || len(got.Citations) != 3 || len(got.Disagreements) != 1 || got.Status != briefing.Answered {
		t.Errorf("%+v, missing (-want +got):\n%s", got, diff)
	}
	d.Parts = d.Parts[1:3]
	s, _ = service(d)
	if got, err := s.Answer(t.Context(), briefing.Evidence{}); err != nil || got.Text != strings.NewReplacer("[1]", "[2]", "[2]", "[1]").Replace(sided)+"Not found: Who painted the town …" {
		t.Errorf("with one part missing: %q, %v", got.Text, err)
	}
	s, _ = service(d, "opens", "cost", "council")
	if got, err := s.Answer(t.Context(), briefing.Evidence{}); err != nil || got.Status != briefing.NotFound || got.Text != "" || len(got.Missing) > 0 {
		t.Errorf("without a claim that passes: %+v, %v", got, err)
	}
}

// Each part of a question is searched for.
func TestPrepareParts(t *testing.T) {
	t.Parallel()
	s, _ := service(briefing.Draft{})
	s.Composer = composer{parts: []briefing.Query{{Question: briefing.Question{Text: "Who?"}}, {Question: briefing.Question{Text: "When?"}}}}
	r, err := s.Prepare(t.Context(), briefing.Question{Text: "Who, and when?"})
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, e := range r.Evidence.Parts {
		asked = append(asked, e.Query.Question.Text)
		if len(e.Hits) == 0 || len(e.Query.Parts) > 0 {
			t.Errorf("part %q with %d hits", e.Query.Question.Text, len(e.Hits))
		}
	}
	if diff := cmp.Diff([]string{"Who?", "When?"}, asked); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestSideOfSeveralClaims(t *testing.T) {
	t.Parallel()
	a, b, c := claim(harbour, "The bridge opens"), claim(harbour, "The bridge opens"), claim(council, "the city council said")
	a.Side, a.Value, b.Side, b.Value, c.Side = 1, "Holm", 1, "Berg", 2
	s, _ := service(briefing.Draft{About: "members", Claims: []briefing.DraftClaim{a, b, c}})
	got, err := s.Answer(t.Context(), briefing.Evidence{})
	if err != nil {
		t.Fatal(err)
	}
	want := []briefing.Disagreement{{About: "members", Claims: []briefing.Claim{{Text: "Holm, Berg", Citations: []int{1}}, {Text: "the city council said", Citations: []int{2}}}}}
	if diff := cmp.Diff(want, got.Disagreements); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
}

func TestFact(t *testing.T) {
	t.Parallel()
	s, _ := service(briefing.Draft{}, "council")
	find := s.Searcher.(*searcher)
	s.Composer = composer{facts: []briefing.DraftFact{
		{About: "figure", DraftClaim: claim(harbour, "It cost 7 million.")},
		{About: "said", DraftClaim: claim(council, "the city council said")},
		{About: "date", DraftClaim: claim(harbour, "It cost 7 million.")},
	}}
	got, err := s.Fact(t.Context(), "bridge")
	if err != nil {
		t.Fatal(err)
	}
	cost := briefing.Claim{Text: "It cost 7 million.", Citations: []int{1}}
	if got.Status != briefing.Answered || got.Name != "bridge" || len(got.Citations) != 1 || len(got.Nearest) != 0 {
		t.Errorf("got card %+v", got)
	}
	if diff := cmp.Diff([]briefing.Fact{{About: "figure", Claim: cost}, {About: "date", Claim: cost}}, got.Facts); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"span"}, got.Aliases); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	if find.last.Kind != briefing.KindEntity || find.last.Question.Text != "bridge" {
		t.Errorf("searched for %+v, want the entity", find.last)
	}
}

func TestFactNotFound(t *testing.T) {
	t.Parallel()
	s, _ := service(briefing.Draft{}, "council")
	s.Composer = composer{facts: []briefing.DraftFact{{About: "said", DraftClaim: claim(council, "the city council said")}}}
	got, err := s.Fact(t.Context(), "bridge")
	if err != nil {
		t.Fatal(err)
	}
	if got.Status != briefing.NotFound || len(got.Facts) != 0 || len(got.Nearest) != 3 {
		t.Errorf("got card %+v, want none with the nearest passages", got)
	}
}

func TestErrorsSayWhat(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		with func(*briefing.Service)
		want string
	}{
		{"search", func(s *briefing.Service) { s.Searcher = &searcher{err: broken} }, `briefing: search: broken`},
		{"compose", func(s *briefing.Service) { s.Composer = composer{err: broken} }, `briefing: compose an answer: broken`},
		{"record", func(s *briefing.Service) { s.Recorder = &recorder{err: broken} }, `briefing: record answer `},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, _ := service(briefing.Draft{})
			c.with(s)
			_, err := s.Ask(t.Context(), briefing.Question{Text: "bridge"})
			if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got error %v, want %s", err, c.want)
			}
			if strings.Contains(err.Error(), "bridge") {
				t.Errorf("error %v holds the question, which has no place in a log", err)
			}
			if c.name == "record" {
				return
			}
			if _, err := s.Fact(t.Context(), "bridge"); !errors.Is(err, broken) {
				t.Errorf("a card gives error %v, want %v", err, broken)
			}
		})
	}
}
