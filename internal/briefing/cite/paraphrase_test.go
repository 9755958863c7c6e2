package cite_test

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/ingest"
	"briefbot/seeds"
)

var (
	//go:embed testdata/true.jsonl
	trueClaims []byte
	//go:embed testdata/later.jsonl
	laterClaims []byte
	//go:embed testdata/false.jsonl
	falseClaims []byte
)

// paraphrase is a claim in words of its own with the sentences that it was written over.
type paraphrase struct {
	Article string   `json:"article"`
	Quotes  []string `json:"quotes"`
	Claim   string   `json:"claim"`
}

// library holds the documents of the project's own corpora by the path of their article.
func library(t testing.TB) map[string]*briefing.Document {
	t.Helper()
	docs := map[string]*briefing.Document{}
	read := func(folder string, articles fs.FS) {
		reader := ingest.Reader{Now: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)}
		err := reader.FS(t.Context(), articles, func(d *briefing.Document) error {
			docs[folder+d.ID] = d
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read("", seeds.Articles())
	sets, err := evals.Sets(evals.Corpora())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		read(s.Name+"/", s.Articles)
	}
	return docs
}

func paraphrases(t testing.TB, data []byte) []paraphrase {
	t.Helper()
	var out []paraphrase
	for line := range bytes.Lines(data) {
		var p paraphrase
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// draft finds the quotes of a paraphrase in their article.
func (p paraphrase) draft(t testing.TB, docs map[string]*briefing.Document) briefing.DraftClaim {
	t.Helper()
	d := docs[p.Article]
	if d == nil {
		t.Fatalf("no article %q", p.Article)
	}
	c := briefing.DraftClaim{Text: p.Claim}
	for _, q := range p.Quotes {
		start := strings.Index(d.Text, q)
		if start < 0 {
			t.Fatalf("%s lacks %q", p.Article, q)
		}
		c.Quotes = append(c.Quotes, briefing.Quote{Doc: d, Span: briefing.Span{Start: start, End: start + len(q)}})
	}
	return c
}

// dropped counts the paraphrases that do not pass. It logs those whose outcome is wrong when asked
// to.
func dropped(t *testing.T, list []paraphrase, right bool) (n tally) {
	t.Helper()
	docs := library(t)
	for _, p := range list {
		err := cite.Gate{}.Check("", p.draft(t, docs))
		if errors.Is(err, cite.ErrQuote) || errors.Is(err, cite.ErrLength) {
			t.Errorf("%v", err)
		}
		n.count(err != nil)
		if (err == nil) != right && *missed {
			t.Logf("%v\n\t%s\n\t%s", err, p.Claim, strings.Join(p.Quotes, " | "))
		}
	}
	t.Logf("dropped: %v", n)
	return n
}

func TestTrueParaphrases(t *testing.T) {
	t.Parallel()
	if n := dropped(t, paraphrases(t, trueClaims), true); n.all < 200 || n.dropped*5 > n.all {
		t.Errorf("%v true paraphrases dropped, want at most 20 %% of at least 200", n)
	}
}

// TestLaterParaphrases measures on true paraphrases that were written when the rules were done.
func TestLaterParaphrases(t *testing.T) {
	t.Parallel()
	if n := dropped(t, paraphrases(t, laterClaims), true); n.dropped*4 > n.all {
		t.Errorf("%v true paraphrases dropped, want at most 25 %%", n)
	}
}

func TestFalseParaphrases(t *testing.T) {
	t.Parallel()
	if n := dropped(t, paraphrases(t, falseClaims), false); n.all < 100 || n.dropped*4 < n.all*3 {
		t.Errorf("%v false paraphrases dropped, want at least 75 %% of at least 100", n)
	}
}
