package evals

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// invented are the articles that the tests' answers cite.
var invented = map[string]string{
	"001_bridge": "# Vesper Bridge shut\n\nThe Vesper Bridge closed on Monday after engineers found cracks in two piers. " +
		"“We shut it at 06:15,” Mayor Ilse Brandt said. Repairs will cost 4.2 million crowns.\n\n" +
		"The panel:\n- Ilse Brandt, mayor\n- Tomas Quill, engineer\n",
	"002_ferry": "Ferries fill in\n\nTwo ferries carry commuters while the bridge is closed. " +
		"The bridge was shut at 07:00, the harbour office said. Fares are free until April.\n",
}

func inventedText(id string) (string, bool) {
	text, ok := invented[id]
	return text, ok
}

const inventedQuestions = `
{"id": "cost", "question": "How much will repairs cost?", "type": "number", "answerable": true, "must": [["4\\.2 million"]], "must_not": ["billion"], "evidence": [{"article": "001", "quote": "Repairs will cost 4.2 million crowns"}], "max_words": 12, "no_disagreement": true}
{"id": "time", "question": "When was the bridge shut?", "type": "when", "answerable": true, "must": [["06:15"], ["07:00", "seven"]], "must_not": [], "evidence": [{"article": "001", "quote": "We shut it at 06:15"}, {"article": "002", "quote": "The bridge was shut at 07:00"}], "max_words": 40, "disagreement": [["06:15"], ["0?7:00"]]}
{"id": "panel", "question": "Who is on the panel?", "type": "list", "answerable": true, "must": [["Brandt"], ["Quill"]], "must_not": ["ferr(y|ies)"], "evidence": [{"article": "001", "quote": "Ilse Brandt, mayor"}], "max_words": 30}
{"id": "toll", "question": "What toll do lorries pay?", "type": "unanswerable", "answerable": false, "must": [], "must_not": [], "evidence": [], "max_words": 40, "or_says": ["fares are free"]}
`

func loadInvented(t *testing.T) map[string]Question {
	t.Helper()
	questions, err := LoadQuestions(strings.NewReader(inventedQuestions))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Question{}
	for _, q := range questions {
		byID[q.ID] = q
	}
	return byID
}

// answered returns an answer whose claim i cites quote i alone, each of "article: quote".
func answered(text string, claims []string, quotes ...string) briefing.Answer {
	a := briefing.Answer{Status: briefing.Answered, Text: text}
	for i, q := range quotes {
		article, quote, _ := strings.Cut(q, ": ")
		a.Citations = append(a.Citations, briefing.Citation{N: i + 1, Article: article, Quote: quote})
	}
	for i, c := range claims {
		a.Claims = append(a.Claims, briefing.Claim{Text: c, Citations: []int{i + 1}})
	}
	return a
}

func withSides(a briefing.Answer, sides ...string) briefing.Answer {
	var claims []briefing.Claim
	for _, s := range sides {
		claims = append(claims, briefing.Claim{Text: s})
	}
	a.Disagreements = []briefing.Disagreement{{About: "time", Claims: claims}}
	return a
}

const (
	costClaim = "Repairs will cost 4.2 million crowns."
	costQuote = "001_bridge: Repairs will cost 4.2 million crowns."
	timeA     = "“We shut it at 06:15,” Mayor Ilse Brandt said."
	timeB     = "The bridge was shut at 07:00, the harbour office said."
)

// The figures of one question and one answer, worked out by hand.
var handMade = []struct {
	name, question string
	answer         briefing.Answer
	verdict        Verdict
	why            string
	figures        string // those that measured something
}{
	{
		"right", "cost", answered(costClaim+" [1]", []string{costClaim}, costQuote),
		OK, "", "accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"file name and typography", "cost",
		answered("REPAIRS will cost  4.2 million crowns. [1]", []string{"REPAIRS will cost 4.2 million crowns."}, "001_bridge.md: Repairs will\ncost 4.2 million crowns."),
		OK, "", "accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"wrong number", "cost",
		answered("Repairs will cost 5 billion crowns. [1]", []string{"Repairs will cost 5 billion crowns."}, costQuote),
		Wrong, `lacks 4\.2 million; says billion`, "accuracy 0/1 correct 0/1 false_refusal 0/1 quote_valid 1/1 backed 0/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"too long", "cost",
		answered(costClaim+" [1] "+timeB+" [2]", []string{costClaim, timeB}, costQuote, "002_ferry: "+timeB),
		Wrong, "16 words of at most 12", "accuracy 0/1 correct 0/1 false_refusal 0/1 quote_valid 2/2 backed 2/2 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"quote not in the article", "cost",
		answered(costClaim+" [1]", []string{costClaim}, "002_ferry: Repairs will cost 4.2 million crowns."),
		Unbacked, `citations do not bear out "repairs will cost 4.2 million crowns."; 1 of 1 quotes not good; does not cite the evidence`,
		"accuracy 0/1 correct 1/1 false_refusal 0/1 quote_valid 0/1 backed 0/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"shortest quote that counts", "cost",
		answered(costClaim+" [1]", []string{costClaim}, "001_bridge: 4.2 million crowns"),
		OK, "", "accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"quote of three words", "cost",
		answered(costClaim+" [1]", []string{costClaim}, "001_bridge: will cost 4"),
		Unbacked, `4.2 in no quote of "repairs will cost 4.2 million crowns."; 1 of 1 quotes not good; does not cite the evidence`,
		"accuracy 0/1 correct 1/1 false_refusal 0/1 quote_valid 0/1 backed 0/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"name from nowhere", "cost",
		answered("Repairs will cost Quill 4.2 million crowns. [1]", []string{"Repairs will cost Quill 4.2 million crowns."}, costQuote),
		Unbacked, `Quill in no quote of "repairs will cost quill 4.2 million crowns."`,
		"accuracy 0/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 0/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"other evidence", "cost",
		answered("It is 4.2 million. [1]", []string{"It is 4.2 million."}, "001_bridge: The Vesper Bridge closed on Monday after engineers"),
		Unbacked, `4.2 in no quote of "it is 4.2 million."; does not cite the evidence`,
		"accuracy 0/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 0/1 marker_valid 1/1 false_disagree 0/1",
	},
	{
		"refused", "cost",
		briefing.Answer{Status: briefing.NotFound, Missing: []string{"repairs"}},
		Refused, "misses repairs", "accuracy 0/1 correct 0/1 false_refusal 1/1",
	},
	{
		"no answer", "cost",
		briefing.Answer{},
		Missing, "no answer", "accuracy 0/1 correct 0/1 false_refusal 0/1",
	},
	{
		"made-up sides", "cost", withSides(answered(costClaim+" [1]", []string{costClaim}, costQuote), "4.2 million", "5 million"),
		Sides, "a disagreement where there is none",
		"accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1 false_disagree 1/1",
	},
	{
		"marker that resolves to nothing", "cost", answered(costClaim+" [1][2]", []string{costClaim}, costQuote),
		Markers, "markers that do not resolve, or none",
		"accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 0/1 false_disagree 0/1",
	},
	{
		"no marker", "cost", answered(costClaim, []string{costClaim}, costQuote),
		Markers, "markers that do not resolve, or none",
		"accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 0/1 false_disagree 0/1",
	},
	{
		"text outside the claims", "panel",
		answered("The panel has these two people, as far as anybody knows: Ilse Brandt, mayor [1] Tomas Quill, engineer [2]",
			[]string{"Ilse Brandt, mayor", "Tomas Quill, engineer"}, "001_bridge: Ilse Brandt, mayor", "001_bridge: Tomas Quill, engineer"),
		Markers, `outside the claims: "the panel has these two people as far as anybody knows"`,
		"accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 2/2 backed 2/2 marker_valid 0/1",
	},
	{
		"both sides", "time",
		withSides(answered("Sources differ: "+timeA+" [1] "+timeB+" [2]", []string{timeA, timeB}, "001_bridge: "+timeA, "002_ferry: "+timeB), "06:15", "07:00"),
		OK, "", "accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 2/2 backed 2/2 marker_valid 1/1 disagree 1/1",
	},
	{
		"one side hidden", "time",
		answered("Shut at seven or 06:15. [1]", []string{"Shut at seven or 06:15."}, "001_bridge: "+timeA),
		Sides, "does not show 0?7:00", "accuracy 1/1 correct 1/1 false_refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1 disagree 0/1",
	},
	{
		"rightly refused", "toll",
		briefing.Answer{Status: briefing.NotFound},
		OK, "", "refusal 1/1",
	},
	{
		"guessed", "toll", answered(costClaim+" [1]", []string{costClaim}, costQuote),
		Guessed, `says "repairs will cost 4.2 million crowns."`, "refusal 0/1 quote_valid 1/1 backed 1/1 marker_valid 1/1",
	},
	{
		"allowed to say", "toll",
		answered("Fares are free until April. [1]", []string{"Fares are free until April."}, "002_ferry: Fares are free until April."),
		OK, "", "refusal 1/1 quote_valid 1/1 backed 1/1 marker_valid 1/1",
	},
}

func TestScore(t *testing.T) {
	t.Parallel()
	questions := loadInvented(t)
	for _, test := range handMade {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			q := questions[test.question]
			test.answer.ID = q.ID
			r := Score([]Question{q}, []briefing.Answer{test.answer}, inventedText)
			said := fold(withoutMarkers(test.answer.Text))
			want := []Outcome{{ID: q.ID, Type: q.Type, Text: q.Text, Verdict: test.verdict, Why: test.why, Said: said}}
			if diff := cmp.Diff(want, r.Outcomes); diff != "" {
				t.Errorf("outcomes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.figures, measured(r.Figures)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

// measured writes the figures that measured something: "accuracy 1/1 correct 1/1".
func measured(figures Figures) string {
	var parts []string
	for _, f := range figures {
		if f.Of > 0 {
			parts = append(parts, f.Name+" "+f.Count())
		}
	}
	return strings.Join(parts, " ")
}

func TestScoreSumsOverQuestions(t *testing.T) {
	t.Parallel()
	questions := loadInvented(t)
	answers := []briefing.Answer{
		{ID: "panel", Status: briefing.NotFound},
		{ID: "cost", Status: briefing.NotFound},
		{ID: "toll", Status: briefing.NotFound},
	}
	r := Score([]Question{questions["cost"], questions["panel"], questions["toll"]}, answers, inventedText)
	const want = "accuracy 0/2 correct 0/2 refusal 1/1 false_refusal 2/2"
	if diff := cmp.Diff(want, measured(r.Figures)); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if len(r.Outcomes) != 3 || r.Outcomes[0].ID != "cost" || r.Outcomes[2].Verdict != OK {
		t.Errorf("outcomes are not in the order of the questions: %+v", r.Outcomes)
	}
}
