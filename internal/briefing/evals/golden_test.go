package evals

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// results scores two answers to the invented questions as two sets.
func results(t *testing.T, second briefing.Status) []Result {
	t.Helper()
	questions := loadInvented(t)
	right := answered(costClaim+" [1]", []string{costClaim}, costQuote)
	right.ID = "cost"
	return []Result{
		{"bridge", Score([]Question{questions["cost"]}, []briefing.Answer{right}, inventedText)},
		{"toll", Score([]Question{questions["toll"]}, []briefing.Answer{{ID: "toll", Status: second}}, inventedText)},
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	const want = goldenHeader + `
## bridge
cost  number        ok

## toll
toll  unanswerable  ok

## figures
figure          bridge  toll  all
accuracy           1/1     -  1/1
correct            1/1     -  1/1
refusal              -   1/1  1/1
false_refusal      0/1     -  0/1
quote_valid        1/1     -  1/1
backed             1/1     -  1/1
marker_valid       1/1     -  1/1
disagree             -     -    -
false_disagree     0/1     -  0/1
`
	if diff := cmp.Diff(want, Text(results(t, briefing.NotFound))); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()
	before, after := Text(results(t, briefing.NotFound)), Text(results(t, ""))
	want := []string{
		"- toll toll unanswerable ok",
		"+ toll toll unanswerable missing no answer",
		"- figures refusal - 1/1 1/1",
		"+ figures refusal - 0/1 0/1",
	}
	if diff := cmp.Diff(want, Changes(before, after)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if got := Changes(before, before); len(got) > 0 {
		t.Errorf("the same report has changes: %q", got)
	}
	if got := Changes(before, before+"\n"); len(got) != 1 {
		t.Errorf("a report of another wording has changes %q, want one line", got)
	}
	if got := Changes("", before); len(got) < 3 || got[0] != "+ bridge cost number ok" {
		t.Errorf("a first report has changes %q", got)
	}
	if got := Changes(before, ""); len(got) < 3 || got[0] != "- bridge cost number ok" {
		t.Errorf("a lost report has changes %q", got)
	}
}

func TestSets(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{
		"README.md":           {Data: []byte("what they are")},
		"b/questions.jsonl":   {Data: []byte(inventedQuestions)},
		"b/articles/one.md":   {Data: []byte("text")},
		"a/questions.jsonl":   {Data: []byte(`{"id": "x", "question": "who?"}`)},
		"a/articles/nine.txt": {Data: []byte("text")},
	}
	sets, err := Sets(tree)
	if err != nil {
		t.Fatal(err)
	}
	if len(sets) != 2 || sets[0].Name != "a" || sets[1].Name != "b" || len(sets[1].Questions) != 4 {
		t.Fatalf("got sets %+v", sets)
	}
	if err := fstest.TestFS(sets[1].Articles, "one.md"); err != nil {
		t.Error(err)
	}
	tree["a/questions.jsonl"].Data = []byte("{")
	const want = "evals: open set a: a/questions.jsonl: line 1: unexpected end of JSON input"
	if _, err := Sets(tree); err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func TestFiguresAsJSON(t *testing.T) {
	t.Parallel()
	f := Figures{{"a", 1, 3}, {"b", 0, 0}, {"c", 2, 2}}
	got, err := f.MarshalJSON()
	if err != nil || string(got) != `{"a":0.3333,"b":null,"c":1}` {
		t.Errorf("got %s and error %v", got, err)
	}
}
