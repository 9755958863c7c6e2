package main

import (
	"context"
	"hash/crc32"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/vectors"
)

// fakeEmbedder embeds each text by itself.
type fakeEmbedder func(text string) []float32

func (f fakeEmbedder) Embed(_ context.Context, texts []string) (out [][]float32, _ int, _ error) {
	for _, t := range texts {
		out = append(out, f(t))
	}
	return out, 0, nil
}

// noise embeds texts as nothing that they mean.
func noise(text string) []float32 {
	r := rand.New(rand.NewPCG(uint64(crc32.ChecksumIEEE([]byte(text))), 1))
	v := make([]float32, 256)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// giveVectors has a desk search by meaning, with vectors for a share of the articles.
func giveVectors(t *testing.T, d *desk, embed fakeEmbedder, percent uint32) {
	t.Helper()
	for _, doc := range d.index.Documents() {
		if crc32.ChecksumIEEE([]byte(doc.ID))%100 >= percent {
			continue
		}
		e := vectors.Entry{Article: doc.ID, Sum: vectors.SumOf(doc)}
		for i := range doc.Passages {
			e.Codes = append(e.Codes, vectors.Encode(embed(vectors.TextOf(doc, i))))
		}
		d.index.Take(len(embed("any")), e)
	}
	d.searchBy(embed, func(err error) { t.Error(err) })
}

// kinds are the vectors that a search is tried with.
func kinds(t *testing.T) []struct {
	name    string
	embed   fakeEmbedder
	percent uint32
	most    float64 // that hits@1 and mrr@10 of a set may lose
} {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	meaning := openaitest.Meaning(table)
	return []struct {
		name    string
		embed   fakeEmbedder
		percent uint32
		most    float64
	}{{"none", nil, 0, 0}, {"half", meaning, 50, 0.03}, {"all", meaning, 100, 0.05}, {"noise", noise, 100, 0.01}}
}

// TestMeaningOfOwnCorpora asks all questions on the corpora inside the program with vectors for
// half of the articles, for all, and with noise: what is refused and what is not may change by a
// question or two, what is said stays borne out.
func TestMeaningOfOwnCorpora(t *testing.T) {
	t.Parallel()
	sets, err := evals.Sets(evals.Corpora())
	if err != nil {
		t.Fatal(err)
	}
	moved := map[string]int{}
	for _, set := range sets {
		right := map[string]int{}
		for _, k := range kinds(t) {
			e, err := (&app{}).examinee(t.Context(), fromFS(set.Articles))
			if err != nil {
				t.Fatal(err)
			}
			if k.embed != nil {
				giveVectors(t, e.desk, k.embed, k.percent)
			}
			report, err := e.score(t.Context(), set.Questions)
			if err != nil {
				t.Fatal(err)
			}
			figure := func(name string) evals.Figure { return report.Figures.Get(name) }
			n := reordered(t, e.desk, set.Questions)
			moved[k.name] += n
			t.Logf("%-12s %-6s accuracy %s, refusal %s, false_refusal %s, backed %s; passages in another order for %d of %d", set.Name, k.name,
				figure("accuracy").Count(), figure("refusal").Count(), figure("false_refusal").Count(), figure("backed").Count(), n, len(set.Questions))
			for _, name := range []string{"quote_valid", "backed", "marker_valid"} {
				if v, ok := figure(name).Value(); ok && v != 1 {
					t.Errorf("%s, %s: %s is %s", set.Name, k.name, name, figure(name).Count())
				}
			}
			share, _ := figure("accuracy").Value()
			right[k.name] = int(share*float64(len(set.Questions)) + 0.5)
			if lost := right["none"] - right[k.name]; lost > mostLost {
				t.Errorf("%s, %s: %d answers are lost", set.Name, k.name, lost)
			}
		}
	}
	if moved["none"] > 0 || moved["half"] == 0 || moved["all"] <= moved["half"] {
		t.Errorf("passages in another order: %v", moved)
	}
}

// reordered counts the questions for which the first ten passages are not those of a search by
// words alone, in its order.
func reordered(t *testing.T, d *desk, questions []evals.Question) (n int) {
	t.Helper()
	const first = 10
	for _, q := range questions {
		query := d.composer.Analyse(q.Asked())
		words, err := d.index.Search(t.Context(), query, first)
		if err != nil {
			t.Fatal(err)
		}
		both, err := d.searcher.Search(t.Context(), query, first)
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(words.Hits, both.Hits) {
			n++
		}
		if words.Confidence != both.Confidence {
			t.Errorf("%q: the confidence is %v by words alone, %v with vectors", q.Text, words.Confidence, both.Confidence)
		}
	}
	return n
}

// mostLost is how many answers of a set may be lost to a weak model of embeddings, or to noise.
const mostLost = 2

// TestMeaningOfPublicSets searches public sets so.
func TestMeaningOfPublicSets(t *testing.T) {
	t.Parallel()
	shared := sharedFolder(t)
	for _, set := range []string{"clapnq", "evotemp", "mtrag_un", "rgb_noise", "squad2_500"} {
		dir := filepath.Join(shared, "evals", set)
		queries, err := loadFile(filepath.Join(dir, "queries.jsonl"), evals.LoadQueries)
		if err != nil {
			t.Fatal(err)
		}
		var none evals.SearchReport
		for _, k := range kinds(t) {
			e, err := (&app{}).examinee(t.Context(), func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
				return r.Path(ctx, filepath.Join(dir, "corpus.jsonl"), each)
			})
			if err != nil {
				t.Fatal(err)
			}
			if k.embed != nil {
				giveVectors(t, e.desk, k.embed, k.percent)
			}
			runs, err := evals.Search(t.Context(), e, queries, hitsPerQuery)
			if err != nil {
				t.Fatal(err)
			}
			report := evals.ScoreSearch(queries, runs, e.titled)
			if k.name == "none" {
				none = report
			}
			figure := func(name string) float64 { v, _ := report.Figures.Get(name).Value(); return v }
			t.Logf("%-10s %-5s hits@1 %.3f hits@4 %.3f hits@10 %.3f mrr@10 %.3f auroc %.3f", set, k.name,
				figure("hits@1"), figure("hits@4"), figure("hits@10"), figure("mrr@10"), figure("refusal_auroc"))
			for name, most := range map[string]float64{"hits@1": k.most, "hits@4": 0.011, "hits@10": 0.011, "mrr@10": k.most, "refusal_auroc": 0} {
				if before, _ := none.Figures.Get(name).Value(); before-figure(name) > most+1e-9 {
					t.Errorf("%s, %s: %s is %.3f, by words alone %.3f", set, k.name, name, figure(name), before)
				}
			}
		}
	}
}
