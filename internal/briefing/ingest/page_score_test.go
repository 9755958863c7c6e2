package ingest

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"
)

// minPageF1 is what extraction must reach. The best published figure is .970.
const minPageF1 = .955

// TestPagesOfTheBenchmark scores the text of real pages by the measure of the article
// extraction benchmark (https://github.com/scrapinghub/article-extraction-benchmark).
func TestPagesOfTheBenchmark(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(os.Getenv("BRIEFBOT_SHARED"), "pages")
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Skip("BRIEFBOT_SHARED does not name a folder that holds pages/")
	}
	var truth map[string]struct {
		Body string `json:"articleBody"`
		URL  string `json:"url"`
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	var sum score
	var times []time.Duration
	for id, page := range truth {
		html := gunzip(t, filepath.Join(dir, "html", id+".html.gz"))
		start := time.Now()
		p, err := ReadPage(html, "", page.URL)
		times = append(times, time.Since(start))
		if err != nil {
			t.Errorf("%s: %v", page.URL, err)
		}
		s := scoreText(page.Body, p.Text)
		if s.f1 < .8 {
			t.Logf("%.3f %s", s.f1, page.URL)
		}
		sum.precision, sum.recall, sum.f1 = sum.precision+s.precision, sum.recall+s.recall, sum.f1+s.f1
	}
	n := float64(len(truth))
	slices.Sort(times)
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f; a page takes %v at the median", len(truth), sum.precision/n, sum.recall/n, sum.f1/n, times[len(times)/2])
	if sum.f1/n < minPageF1 {
		t.Errorf("F1 %.4f, want at least %.3f", sum.f1/n, minPageF1)
	}
}

func gunzip(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type score struct{ precision, recall, f1 float64 }

// scoreText compares two texts by their runs of four words.
func scoreText(want, got string) score {
	gold, found := shingles(want), shingles(got)
	goldSize, foundSize, hit := 0, 0, 0
	for _, n := range gold {
		goldSize += n
	}
	for run, n := range found {
		foundSize += n
		hit += min(n, gold[run])
	}
	s := score{precision: ratio(hit, foundSize, goldSize == 0), recall: ratio(hit, goldSize, foundSize == 0)}
	if s.precision+s.recall > 0 {
		s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	}
	return s
}

// ratio is part of whole, and of nothing 1 or 0.
func ratio(part, whole int, right bool) float64 {
	switch {
	case whole > 0:
		return float64(part) / float64(whole)
	case right:
		return 1
	}
	return 0
}

var scoredWord = regexp.MustCompile(`[\pL\pN_]+`) // \w of Python

func shingles(text string) map[[4]string]int {
	words := scoredWord.FindAllString(text, -1)
	runs := map[[4]string]int{}
	if len(words) == 0 {
		return runs
	}
	for end := min(4, len(words)); end <= len(words); end++ {
		var run [4]string
		copy(run[:], words[max(0, end-4):end])
		runs[run]++
	}
	return runs
}

func TestScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want, got string
		score     score
	}{
		{"", "", score{1, 1, 1}},
		{"a b c d e", "", score{0, 0, 0}},
		{"", "a", score{0, 0, 0}},
		{"a b", "A b", score{0, 0, 0}},
		{"a, b!", "a b", score{1, 1, 1}},
		{"a b c d e", "x a b c d e", score{2. / 3, 1, .8}},
		{"a b c d a b c", "a b c d", score{1, .25, .4}},
	} {
		if got := scoreText(c.want, c.got); got != c.score {
			t.Errorf("%q and %q: %+v, want %+v", c.want, c.got, got, c.score)
		}
	}
}
