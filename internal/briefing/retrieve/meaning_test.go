package retrieve

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

// embedderFunc embeds one text.
type embedderFunc func(ctx context.Context, text string) ([]float32, error)

func (f embedderFunc) Embed(ctx context.Context, texts []string) (out [][]float32, _ int, _ error) {
	for _, t := range texts {
		v, err := f(ctx, t)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, v)
	}
	return out, 0, nil
}

// aboutSea embeds a text as how much it is about the sea, beside what chance has of it.
func aboutSea(text string) []float32 {
	r := rand.New(rand.NewPCG(uint64(len(text)), uint64(crc32.ChecksumIEEE([]byte(text)))))
	v := make([]float32, 64)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		switch strings.Trim(w, ".,?") {
		case "ferry", "boat", "vessel", "ship", "sank", "astrid":
			v[0] += 8
		}
	}
	return v
}

// embed gives the vectors of articles that a function picks.
func embed(x *Index, of func(string) []float32, picked func(id string) bool) {
	for _, d := range x.Documents() {
		if !picked(d.ID) {
			continue
		}
		e := vectors.Entry{Article: d.ID, Sum: vectors.SumOf(d)}
		for i := range d.Passages {
			e.Codes = append(e.Codes, vectors.Encode(of(vectors.TextOf(d, i))))
		}
		x.Take(len(of("any")), e)
	}
}

func every(string) bool { return true }

func hybrid(x *Index, of func(string) []float32) *Hybrid {
	return &Hybrid{Index: x, Embedder: embedderFunc(func(_ context.Context, text string) ([]float32, error) { return of(text), nil })}
}

// seaCorpus has an article that says in other words what is asked for, and many that have the
// words and are on something else.
func seaCorpus(t *testing.T) *Index {
	x := New(loadTable(t))
	x.Add(article("sea", "The Astrid went to the bottom near Halden, and all forty people were taken to the town by helicopter in the night, some of them on their way home from work and others on a visit."))
	for i := range 40 {
		x.Add(article(fmt.Sprintf("land%02d", i), fmt.Sprintf("Halden council met in room %d to speak of a storm of protest.", i)))
	}
	for i := range 4 {
		x.Add(article(fmt.Sprintf("ship%d", i), fmt.Sprintf("The ferry sank in a storm, said report %d.", i)))
	}
	return x
}

func searchBy(t *testing.T, s briefing.Searcher, question string, k int) briefing.Evidence {
	t.Helper()
	e, err := s.Search(t.Context(), queryOf(question), k)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const seaQuestion = "ferry sank storm council Halden"

func TestByMeaning(t *testing.T) {
	t.Parallel()
	x := seaCorpus(t)
	place := func(e briefing.Evidence) int { return slices.Index(found(e), "sea") }
	words := searchBy(t, x, seaQuestion, 60)
	embed(x, aboutSea, every)
	both := searchBy(t, hybrid(x, aboutSea), seaQuestion, 60)
	if place(both) < 0 || place(words) >= 0 && place(both) >= place(words) {
		t.Errorf("by words it is in place %d, by meaning in %d", place(words), place(both))
	}
	if words.Confidence != both.Confidence {
		t.Errorf("the confidence is %v by words and %v by meaning", words.Confidence, both.Confidence)
	}
	// A search of the index itself stays one by words.
	if diff := cmp.Diff(words, searchBy(t, x, seaQuestion, 60)); diff != "" {
		t.Errorf("a search by words (-before +after there are vectors):\n%s", diff)
	}
}

// TestPassagesWithoutVectors holds that they keep their places and scores, whatever the vectors
// of others say.
func TestPassagesWithoutVectors(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 7)
	docs := g.documents(60, 3)
	x := indexOf(t, docs...)
	r := rand.New(rand.NewPCG(3, 3))
	half := func(id string) bool { return id[len(id)-1]%2 == 0 }
	embed(x, aboutSea, half)
	moved := 0
	for range 30 {
		q := queryOf(g.question(docs))
		terms := x.resolve(&q)
		words := x.rank(&q, terms)
		probe, _ := vectors.NewProbe(aboutSea(strings.Repeat("ship ", 1+r.IntN(9)) + "any"))
		for i, c := range words[:min(20, len(words))] { // near to some of the best, so that the vectors are trusted
			if int(c.passage) < len(x.meaning.codes) && !x.meaning.codes[c.passage].Empty() && i%3 > 0 {
				x.meaning.codes[c.passage] = vectors.Encode(aboutSea("ship ship ship ship"))
			}
		}
		mixed := x.byMeaning(&q, terms, slices.Clone(words), probe)
		for i, c := range words {
			if i >= len(mixed) || mixed[i].score != c.score {
				t.Fatalf("place %d has another score", i)
			}
			if !half(x.passages[c.passage].doc.ID) && mixed[i].passage != c.passage {
				t.Fatalf("passage %d without a vector has left its place", i)
			}
			if mixed[i].passage != c.passage {
				moved++
			}
		}
	}
	if moved == 0 {
		t.Error("no passage has moved: nothing was tested")
	}
}

// TestNoise holds that vectors that mean nothing change next to nothing.
func TestNoise(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 8)
	docs := g.documents(120, 3)
	x := indexOf(t, docs...)
	r := rand.New(rand.NewPCG(8, 8))
	noise := func(string) []float32 {
		v := make([]float32, 256)
		for i := range v {
			v[i] = float32(r.NormFloat64())
		}
		return v
	}
	embed(x, noise, every)
	h := hybrid(x, noise)
	const questions = 100
	changed := 0
	for range questions {
		question := g.question(docs)
		if searchBy(t, x, question, 1).Hits[0].Passage != searchBy(t, h, question, 1).Hits[0].Passage {
			changed++
		}
	}
	if changed > questions/50 {
		t.Errorf("another passage is first for %d of %d questions", changed, questions)
	}
}

// TestVectorsComeAndGo holds vectors to the texts that they are of.
func TestVectorsComeAndGo(t *testing.T) {
	t.Parallel()
	docs := newGenerator(t, 9).documents(600, 4)
	x := indexOf(t, docs...)
	embed(x, aboutSea, func(id string) bool { return id != docs[7].ID })
	all := x.Passages()
	lack := len(docs[7].Passages)
	want := func(what string, n int) {
		t.Helper()
		if got := x.Vectors(); got != n {
			t.Errorf("%s: %d of %d passages have vectors, want %d", what, got, x.Passages(), n)
		}
	}
	want("embedded", all-lack)
	if u := x.Without(10); len(u) != 1 || u[0].Doc.ID != docs[7].ID || len(u[0].Codes) != 0 {
		t.Errorf("lacking: %v", u)
	}
	other := *docs[0]
	other.Source = "Another"
	x.Add(&other)
	want("metadata changed", all-lack)
	revised := article(docs[1].ID, "Another text altogether.")
	revised.Published = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	x.Add(revised)
	all -= len(docs[1].Passages)
	want("a text revised", all-lack)
	if u := x.Without(1); u[0].Doc.ID != docs[1].ID {
		t.Errorf("first to be filled: %s, want the newest", u[0].Doc.ID)
	}
	x.Take(64, vectors.Entry{Article: docs[1].ID, Sum: vectors.SumOf(docs[1]), Codes: make([]vectors.Code, 1)})
	if u := x.Without(1); u[0].Doc.ID != docs[1].ID {
		t.Error("vectors of an old text were taken")
	}
	for _, d := range docs[100:500] { // enough for a rebuild
		x.Remove(d.ID)
		all -= len(d.Passages)
	}
	if x.dead >= minDead {
		t.Fatal("nothing was rebuilt")
	}
	want("rebuilt", all-lack)
	h := x.docs[docs[50].ID]
	if got, want := x.meaning.codes[h.passages[2]], vectors.Encode(aboutSea(vectors.TextOf(docs[50], 2))); got != want {
		t.Error("a passage has the vector of another after the rebuild")
	}
	x.Take(65)
	want("another dimension", 0)
}

// TestHybridGoesOn holds that a question is searched for, in time, whatever its embedding does.
func TestHybridGoesOn(t *testing.T) {
	t.Parallel()
	x := seaCorpus(t)
	embed(x, aboutSea, every)
	words := searchBy(t, x, seaQuestion, 20)
	for name, embed := range map[string]embedderFunc{
		"fails":             func(context.Context, string) ([]float32, error) { return nil, errors.New("down") },
		"hangs":             func(ctx context.Context, _ string) ([]float32, error) { <-ctx.Done(); return nil, ctx.Err() },
		"another dimension": func(context.Context, string) ([]float32, error) { return []float32{1, 2}, nil },
		"zero":              func(context.Context, string) ([]float32, error) { return make([]float32, 64), nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				problems := 0
				h := &Hybrid{Index: x, Embedder: embed, Problem: func(error) { problems++ }}
				start := time.Now()
				e, err := h.Search(t.Context(), queryOf(seaQuestion), 20)
				if err != nil {
					t.Fatal(err)
				}
				if took := time.Since(start); took > embedTime {
					t.Errorf("it took %v", took)
				}
				if diff := cmp.Diff(words, e); diff != "" {
					t.Errorf("found (-by words +got):\n%s", diff)
				}
				if _, err := h.Search(t.Context(), queryOf(seaQuestion+" again"), 20); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(start); took > embedTime {
					t.Errorf("two parts took %v", took)
				}
				if known := name == "fails" || name == "hangs"; known != (problems == 1) {
					t.Errorf("%d problems were told", problems)
				}
			})
		})
	}
}

// TestHybridAsksOnce holds that a question is embedded once, and not at all where there is nothing
// to compare it with.
func TestHybridAsksOnce(t *testing.T) {
	t.Parallel()
	x := seaCorpus(t)
	var mu sync.Mutex
	var asked []string
	h := &Hybrid{Index: x, Embedder: embedderFunc(func(_ context.Context, text string) ([]float32, error) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, text)
		return aboutSea(text), nil
	})}
	searchBy(t, h, seaQuestion, 5)
	if len(asked) > 0 {
		t.Errorf("asked for %q without a vector", asked)
	}
	embed(x, aboutSea, every)
	for range 3 {
		searchBy(t, h, seaQuestion, 5)
	}
	if diff := cmp.Diff([]string{seaQuestion}, asked); diff != "" {
		t.Errorf("embedded (-want +got):\n%s", diff)
	}
}

// TestVectorsWhileSearching has vectors and articles come while questions do.
func TestVectorsWhileSearching(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 12)
	docs := g.documents(80, 2)
	x := indexOf(t, docs...)
	embed(x, aboutSea, func(id string) bool { return id < docs[40].ID })
	h := hybrid(x, aboutSea)
	question := g.question(docs)
	var all sync.WaitGroup
	all.Go(func() { embed(x, aboutSea, every) })
	all.Go(func() {
		for _, d := range docs[:20] {
			x.Remove(d.ID)
			x.Add(d)
		}
	})
	for range 50 {
		searchBy(t, h, question, 5)
	}
	all.Wait()
	searchBy(t, h, question, 5)
}

// BenchmarkSearchByMeaning is BenchmarkSearchAlone with a vector of 1,536 dimensions for every
// passage, the question's known: what the endpoint takes for that comes on top.
func BenchmarkSearchByMeaning(b *testing.B) {
	docs := benchCorpus()
	x := indexOf(b, docs...)
	before := heapMB()
	r := rand.New(rand.NewPCG(1, 1))
	noise := func(string) []float32 {
		v := make([]float32, 1536)
		for i := range v {
			v[i] = r.Float32() - 0.4
		}
		return v
	}
	embed(x, noise, every)
	after := heapMB()
	g := newGenerator(b, 101)
	probe, _ := vectors.NewProbe(noise(""))
	var words, both []time.Duration
	for i := 0; b.Loop(); i++ {
		q := queryOf(g.question(docs))
		for _, p := range []*vectors.Probe{nil, probe} {
			start := time.Now()
			if _, err := x.search(b.Context(), q, 20, p); err != nil {
				b.Fatal(err)
			}
			if p == nil {
				words = append(words, time.Since(start))
			} else {
				both = append(both, time.Since(start))
			}
		}
	}
	start := time.Now()
	x.Without(1)
	b.ReportMetric(time.Since(start).Seconds()*1000, "without-ms")
	b.ReportMetric(milliseconds(words, 0.5), "words-p50-ms")
	b.ReportMetric(milliseconds(words, 0.99), "words-p99-ms")
	b.ReportMetric(milliseconds(both, 0.5), "both-p50-ms")
	b.ReportMetric(milliseconds(both, 0.99), "both-p99-ms")
	b.ReportMetric(after-before, "vectors-MB")
	b.ReportMetric(after, "heap-MB")
}
