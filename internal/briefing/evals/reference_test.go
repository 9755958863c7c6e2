package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// These tests score the same answers and searches, made up at random from real sets, with
// the reference scorers and with this package.

// shared returns a path under the development data.
func shared(t *testing.T, elem ...string) string {
	t.Helper()
	root := os.Getenv("BRIEFBOT_SHARED")
	if root == "" {
		t.Skip("BRIEFBOT_SHARED is not set: it names the folder of the development data (seeds/ and evals/)")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not installed: the reference scorers are written in it")
	}
	return filepath.Join(append([]string{root}, elem...)...)
}

// rebindable renames a variable that score_short.py assigns where no Python lets it (PEP 572:
// "cannot rebind comprehension iteration variable").
var rebindable = strings.NewReplacer(
	`[w for w in re.findall(r"[\w'.,%$€£-]+", s) if (w := w.strip(".,'-")) and w not in`,
	`[v for w in re.findall(r"[\w'.,%$€£-]+", s) if (v := w.strip(".,'-")) and v not in`,
)

// reference runs a scorer and returns the JSON object that it prints.
func reference(t *testing.T, scorer string, args ...string) map[string]any {
	t.Helper()
	program := rebindable.Replace(string(readFile(t, shared(t, "evals", scorer))))
	cmd := exec.CommandContext(t.Context(), "python3", append([]string{"-"}, args...)...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(program), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", scorer, err)
	}
	var figures map[string]any
	if err := json.Unmarshal(out, &figures); err != nil {
		t.Fatalf("%s printed %s: %v", scorer, out, err)
	}
	return figures
}

// agree compares figures with what a scorer printed, which has four decimals.
func agree(t *testing.T, got Figures, want map[string]any) {
	t.Helper()
	for _, f := range got {
		value, ok := f.Value()
		ref, has := want[f.Name].(float64)
		if has != ok || math.Abs(ref-value) > 6e-5 {
			t.Errorf("%s is %v (measured: %v), the reference says %v", f.Name, value, ok, want[f.Name])
		}
	}
}

// writeLines writes one JSON object a line to a new file and returns its path.
func writeLines[T any](t *testing.T, lines []T) string {
	t.Helper()
	var b bytes.Buffer
	for _, l := range lines {
		if err := json.NewEncoder(&b).Encode(l); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "lines.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// repeated returns n copies of every question of a set, each under an id of its own.
func repeated(t *testing.T, lines []byte, n int) []byte {
	t.Helper()
	objects, err := readLines(bytes.NewReader(lines), func(map[string]any) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for i := range n {
		for _, o := range objects {
			copied := maps.Clone(o)
			copied["id"] = fmt.Sprintf("%v.%d", o["id"], i)
			if err := json.NewEncoder(&b).Encode(copied); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.Bytes()
}

func TestScoreAgreesWithTheReference(t *testing.T) {
	t.Parallel()
	dir := shared(t, "seeds")
	real := map[string]string{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		real[strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))] = string(readFile(t, filepath.Join(dir, f.Name())))
	}
	inventedDir := t.TempDir()
	for id, text := range invented {
		if err := os.WriteFile(filepath.Join(inventedDir, id+".md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, dir string
		articles  map[string]string
		questions []byte
	}{
		{"invented", inventedDir, invented, repeated(t, []byte(inventedQuestions), 150)},
		{"seeds", dir, real, repeated(t, readFile(t, shared(t, "evals", "seed_questions.jsonl")), 25)},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			questions, err := LoadQuestions(bytes.NewReader(test.questions))
			if err != nil {
				t.Fatal(err)
			}
			answers := newForger(test.articles).answers(questions)
			text := func(id string) (string, bool) { s, ok := test.articles[id]; return s, ok }
			report := Score(questions, answers, text)
			path := filepath.Join(t.TempDir(), "questions.jsonl")
			if err := os.WriteFile(path, test.questions, 0o644); err != nil {
				t.Fatal(err)
			}
			want := reference(t, "score_answers.py", path, writeLines(t, answers), test.dir)
			agree(t, report.Figures, want)
			for name, count := range want["counts"].(map[string]any) {
				f := report.Figures.Get(name)
				if f.Count() != count {
					t.Errorf("%s counts %s, the reference %s", name, f.Count(), count)
				}
				if f.Sum == 0 || f.Sum == float64(f.Of) {
					t.Errorf("%s is %s: the made-up answers do not put it to the test", name, f.Count())
				}
			}
		})
	}
}

// forger makes up answers: good ones, and ones with every fault.
type forger struct {
	*rand.Rand
	ids       []string
	sentences map[string][]string
}

func newForger(articles map[string]string) *forger {
	f := &forger{Rand: rand.New(rand.NewPCG(1, 2)), sentences: map[string][]string{}}
	f.ids = slices.Sorted(maps.Keys(articles))
	for id, text := range articles {
		for s := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '.' || r == '\n' }) {
			f.sentences[id] = append(f.sentences[id], strings.TrimSpace(s))
		}
	}
	return f
}

// chance is true once in n.
func (f *forger) chance(n int) bool { return f.IntN(n) == 0 }

func pick[T any](f *forger, from []T) T { return from[f.IntN(len(from))] }

func (f *forger) answers(questions []Question) []briefing.Answer {
	var out []briefing.Answer
	for _, q := range questions {
		switch f.IntN(12) {
		case 0: // no answer
		case 1, 2:
			out = append(out, briefing.Answer{ID: q.ID, Status: briefing.NotFound})
		default:
			out = append(out, f.answer(q))
		}
	}
	f.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (f *forger) answer(q Question) briefing.Answer {
	a := briefing.Answer{ID: q.ID, Status: briefing.Answered}
	if f.chance(6) {
		a.Text = pick(f, []string{"Sources differ:", "In short, as far as anybody can tell from all this:"}) + " "
	}
	for _, e := range q.Evidence {
		if !f.chance(4) {
			f.add(&a, e.Article, e.Quote)
		}
	}
	if len(a.Claims) == 0 || f.chance(4) {
		id := pick(f, f.ids)
		f.add(&a, id, pick(f, f.sentences[id]))
	}
	if len(q.Disagreement) > 0 && !f.chance(3) || f.chance(8) {
		d := briefing.Disagreement{About: "it"}
		for _, g := range q.Disagreement {
			d.Claims = append(d.Claims, briefing.Claim{Text: strings.NewReplacer(`\b`, "", "?", "").Replace(pick(f, g).String())})
		}
		a.Disagreements = []briefing.Disagreement{d}
	}
	return a
}

// add adds a claim that says a part of an article, with a fault here and there.
func (f *forger) add(a *briefing.Answer, article, quote string) {
	for _, id := range f.ids {
		if strings.HasPrefix(id, article) {
			article = id
		}
	}
	said, shown := quote, quote
	switch f.IntN(12) {
	case 0:
		said = pick(f, []string{"Zorbia ", "“Zorbia’s” ", "77,000 ", "Yes. "}) + said
	case 1:
		said += pick(f, []string{" in 1999", " with Zorbia", "'s", " U.S."})
	case 2:
		said = strings.ToUpper(said)
	case 3:
		said = firstRunes(said, 20)
	}
	switch f.IntN(12) {
	case 0:
		shown = strings.ReplaceAll(strings.ReplaceAll(shown, "’", "'"), " ", "\n\u00a0")
	case 1:
		shown = firstRunes(shown, f.IntN(30))
	case 2:
		shown = pick(f, f.sentences[pick(f, f.ids)])
	case 3:
		shown += " indeed"
	case 4:
		article = pick(f, []string{article + ".txt", "nowhere", ""})
	}
	n := len(a.Citations) + 1
	a.Citations = append(a.Citations, briefing.Citation{N: n, Article: article, Title: pick(f, []string{"", "Zorbia"}), Quote: shown})
	cited := pick(f, [][]int{{n}, {n}, {n}, {n}, {n}, {n}, {n, 1}, {n, 1}, nil, {n + 5}})
	a.Claims = append(a.Claims, briefing.Claim{Text: said, Citations: cited})
	if f.chance(10) {
		said = "Something else"
	}
	a.Text += said + pick(f, []string{" ", "", "\n"})
	for _, n := range cited {
		a.Text += fmt.Sprintf("[%d]", n)
	}
	a.Text += "\n"
}

// bodies returns the articles of a set, title and text.
func bodies(t *testing.T, dir string) map[string]string {
	t.Helper()
	type entry struct{ ID, Title, Text string }
	entries, err := readLines(bytes.NewReader(readFile(t, filepath.Join(dir, "corpus.jsonl"))), func(entry) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		out[e.ID] = e.Title + e.Text
	}
	return out
}

func TestScoreSearchAgreesWithTheReference(t *testing.T) {
	t.Parallel()
	for _, set := range []string{"multihop_rag", "clapnq", "evotemp"} {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			dir := shared(t, "evals", set)
			articles := bodies(t, dir)
			queries, err := LoadQueries(bytes.NewReader(readFile(t, filepath.Join(dir, "queries.jsonl"))))
			if err != nil {
				t.Fatal(err)
			}
			runs := newForger(articles).runs(queries, articles)
			got := ScoreSearch(queries, runs, func(id string) (string, bool) { s, ok := articles[id]; return s, ok })
			want := reference(t, "score_search.py", dir, writeLines(t, asPrinted(runs)))
			agree(t, got.Figures, want)
			if float64(got.Queries) != want["queries"] || float64(got.Missing) != want["missing"] {
				t.Errorf("%d queries, %d missing; the reference says %v, %v", got.Queries, got.Missing, want["queries"], want["missing"])
			}
			if foreign, ok := want["passages_not_in_article"]; ok && foreign != float64(got.Foreign) {
				t.Errorf("%d passages in no article, the reference says %v", got.Foreign, foreign)
			}
		})
	}
}

// asPrinted gives runs the form that bot search writes.
func asPrinted(runs []Run) []any {
	type hit struct {
		Article string `json:"article"`
		Text    string `json:"text"`
	}
	type run struct {
		ID         string  `json:"id"`
		Confidence float64 `json:"confidence"`
		Hits       []hit   `json:"hits"`
	}
	var out []any
	for _, r := range runs {
		printed := run{ID: r.ID, Confidence: r.Confidence}
		for _, h := range r.Hits {
			printed.Hits = append(printed.Hits, hit(h))
		}
		out = append(out, printed)
	}
	return out
}

// runs makes up searches that find some of what they should.
func (f *forger) runs(queries []Query, articles map[string]string) []Run {
	var out []Run
	for _, q := range queries {
		if f.chance(20) {
			continue
		}
		r := Run{ID: q.ID, Confidence: float64(f.IntN(8)) / 8}
		for range f.IntN(15) {
			switch {
			case len(q.Gold) > 0 && f.chance(5):
				r.Hits = append(r.Hits, f.hit(articles, pick(f, q.Gold), ""))
			case len(q.Evidence) > 0 && f.chance(4):
				e := pick(f, q.Evidence)
				r.Hits = append(r.Hits, f.hit(articles, e.Article, e.Text))
			default:
				r.Hits = append(r.Hits, f.hit(articles, pick(f, f.ids), ""))
			}
		}
		out = append(out, r)
	}
	return out
}

// hit cuts a passage from an article, around a fact when there is one.
func (f *forger) hit(articles map[string]string, id, fact string) Hit {
	text := []rune(articles[id])
	from := f.IntN(len(text) + 1)
	if i := strings.Index(articles[id], fact); fact != "" && i >= 0 {
		from = max(0, len([]rune(articles[id][:i]))-f.IntN(maxPassageLength))
	}
	passage := string(text[from:min(len(text), from+1500)])
	if f.chance(10) {
		passage = "Added. " + passage
	}
	return Hit{Article: id, Text: strings.ReplaceAll(passage, " ", pick(f, []string{" ", "\u00a0 "}))}
}

func TestScoreShortAgreesWithTheReference(t *testing.T) {
	t.Parallel()
	for _, set := range []string{"squad2_500", "rgb_noise"} {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			dir := shared(t, "evals", set)
			lines := readFile(t, filepath.Join(dir, "queries.jsonl"))
			queries, err := LoadQueries(bytes.NewReader(lines))
			if err != nil {
				t.Fatal(err)
			}
			answers := newForger(bodies(t, dir)).shortAnswers(queries)
			got := ScoreShort(queries, answers, ShortWords)
			agree(t, got, reference(t, "score_short.py", dir, writeLines(t, answers)))
			if f := got.Get(Holds); f.Sum == 0 || f.Sum == float64(f.Of) {
				t.Errorf("holds is %s: the made-up answers do not put it to the test", f.Count())
			}
		})
	}
}

func (f *forger) shortAnswers(queries []Query) []briefing.Answer {
	var out []briefing.Answer
	for _, q := range queries {
		if f.chance(4) {
			out = append(out, briefing.Answer{ID: q.ID, Status: briefing.NotFound})
			continue
		}
		text := pick(f, f.sentences[pick(f, f.ids)])
		if len(q.Answers) > 0 && f.chance(2) {
			said := strings.Join(pick(f, q.Answers), " ")
			text += pick(f, []string{" ", " The ", "-", "“", " [1]"}) + pick(f, []string{said, strings.ToUpper(said)}) + pick(f, []string{".", "s", "’s", ", too"})
		}
		out = append(out, briefing.Answer{ID: q.ID, Status: briefing.Answered, Text: text + " [1]"})
	}
	return out
}

func TestScoreRepliesAgreesWithTheReference(t *testing.T) {
	t.Parallel()
	for _, set := range []string{"squad2_500", "clapnq"} {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			dir := shared(t, "evals", set)
			articles, folder := bodies(t, dir), t.TempDir()
			for id, text := range articles {
				if err := os.WriteFile(filepath.Join(folder, id+".txt"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			queries, err := LoadQueries(bytes.NewReader(readFile(t, filepath.Join(dir, "queries.jsonl"))))
			if err != nil {
				t.Fatal(err)
			}
			f := newForger(articles)
			var questions []Question
			var lines []map[string]any
			for _, q := range queries {
				question := q.key()
				for _, id := range q.Gold {
					question.Evidence = append(question.Evidence, Evidence{Article: id, Quote: pick(f, f.sentences[id])})
				}
				questions = append(questions, question)
				lines = append(lines, map[string]any{
					"id": q.ID, "question": q.Text, "answerable": !q.unanswerable(), "must": []any{}, "must_not": []any{},
					"evidence": []any{}, "max_words": 1000,
				})
			}
			answers := f.answers(questions)
			got := ScoreReplies(queries, answers, func(id string) (string, bool) { s, ok := articles[id]; return s, ok }).Figures
			want := reference(t, "score_answers.py", writeLines(t, lines), writeLines(t, answers), folder)["counts"].(map[string]any)
			for _, name := range []string{Refusal, QuoteValid, Backed, MarkerValid} {
				g := got.Get(name)
				if g.Count() != want[name] {
					t.Errorf("%s counts %s, the reference %s", name, g.Count(), want[name])
				}
				if g.Sum == 0 || g.Sum == float64(g.Of) {
					t.Errorf("%s is %s: the made-up answers do not put it to the test", name, g.Count())
				}
			}
		})
	}
}
