package glove

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func load(t testing.TB) *Table {
	t.Helper()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func (t *Table) id(tb testing.TB, word string) int32 {
	tb.Helper()
	id, ok := t.Lookup(word)
	if !ok {
		tb.Fatalf("no vector of %q", word)
	}
	return id
}

func TestEmbeddedTable(t *testing.T) {
	t.Parallel()
	table := load(t)
	if table.Len() != 60_000 {
		t.Errorf("%d words, want 60000", table.Len())
	}
	for id := range int32(table.Len()) {
		if got, ok := table.Lookup(table.Word(id)); !ok || got != id {
			t.Fatalf("Lookup(%q) = %d, %v, want %d", table.Word(id), got, ok, id)
		}
	}
	for _, word := range []string{"", "The", "the\n", "thequickbrown", ",", "anti-"} {
		if id, ok := table.Lookup(word); ok {
			t.Errorf("Lookup(%q) = %d, want none", word, id)
		}
	}
}

func TestCosineOfRelatedWords(t *testing.T) {
	t.Parallel()
	table := load(t)
	for _, test := range []struct{ word, near, far string }{
		{"king", "queen", "banana"},
		{"troops", "soldiers", "violin"},
		{"ceasefire", "truce", "recipe"},
		{"minister", "president", "carpet"},
		{"said", "told", "purple"},
		{"monday", "tuesday", "copper"},
	} {
		word := table.id(t, test.word)
		near, far := table.Cosine(word, table.id(t, test.near)), table.Cosine(word, table.id(t, test.far))
		if near < 0.6 || far > 0.35 {
			t.Errorf("cosine of %s: with %s %.2f, want at least 0.6; with %s %.2f, want at most 0.35",
				test.word, test.near, near, test.far, far)
		}
		if same := table.Cosine(word, word); math.Abs(float64(same)-1) > 1e-5 {
			t.Errorf("cosine of %s with itself = %v", test.word, same)
		}
	}
}

func TestFrequencyFallsWithRank(t *testing.T) {
	t.Parallel()
	table := load(t)
	sum := 0.0
	for id := range int32(table.Len()) {
		sum += table.Frequency(id)
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("frequencies add up to %v, want 1", sum)
	}
	the, delegation := table.Frequency(table.id(t, "the")), table.Frequency(table.id(t, "delegation"))
	if the < 0.03 || the > 0.1 || delegation > 1e-3 {
		t.Errorf("frequency of the = %v, of delegation = %v", the, delegation)
	}
}

// threeWords is a table with vectors that are easy to reckon with.
func threeWords(t testing.TB) ([]string, [][Dim]float32) {
	t.Helper()
	vectors := make([][Dim]float32, 3)
	vectors[0][0] = 2
	vectors[1][0], vectors[1][99] = 3, -4
	for i := range vectors[2] {
		vectors[2][i] = float32(i-50) / 100
	}
	return []string{"one", "two", "früh-er"}, vectors
}

func TestEncodeAndDecode(t *testing.T) {
	t.Parallel()
	words, vectors := threeWords(t)
	data, err := Encode(words, vectors)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for i, word := range words {
		id := table.id(t, word)
		if id != int32(i) || table.Word(id) != word {
			t.Errorf("word %d is %d, %q; want %q", i, id, table.Word(id), word)
		}
		step := table.Scale(id)
		for j, x := range table.Vector(id) {
			if off := math.Abs(float64(float32(x)*step - vectors[i][j])); off > float64(step)*0.51 {
				t.Errorf("%s[%d] = %v steps of %v, want %v", word, j, x, step, vectors[i][j])
			}
		}
	}
	if got := table.Cosine(0, 1); math.Abs(float64(got)-0.6) > 0.01 {
		t.Errorf("cosine of (2,0) and (3,-4) = %v, want 0.6", got)
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	t.Parallel()
	words, vectors := threeWords(t)
	good, err := Encode(words, vectors)
	if err != nil {
		t.Fatal(err)
	}
	for size := range good {
		if _, err := Decode(slices.Clone(good[:size])); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for a table", size, len(good))
		}
	}
	for name, damage := range map[string]func(data []byte) []byte{
		"longer":          func(data []byte) []byte { return append(data, 0) },
		"another version": func(data []byte) []byte { data[7] = 2; return data },
		"fewer words":     func(data []byte) []byte { return bytes.Replace(data, []byte("one\n"), []byte("one-"), 1) },
		"more words":      func(data []byte) []byte { return bytes.Replace(data, []byte("früh-"), []byte("früh\n"), 1) },
		"a word twice":    func(data []byte) []byte { return bytes.Replace(data, []byte("two"), []byte("one"), 1) },
		"huge count":      func(data []byte) []byte { copy(data[8:], "\xff\xff\xff\xff"); return data },
		"no length":       func(data []byte) []byte { copy(data[len(data)-3*Dim-4:], "\x00\x00\x00\x00"); return data },
	} {
		if _, err := Decode(damage(slices.Clone(good))); err == nil {
			t.Errorf("%s: taken for a table", name)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	words, vectors := threeWords(t)
	for name, words := range map[string][]string{
		"a word twice":  {words[0], words[1], words[0]},
		"an empty word": {words[0], "", words[2]},
		"two in one":    {words[0], "a\nb", words[2]},
		"fewer words":   words[:2],
	} {
		if _, err := Encode(words, vectors); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Encode(words, make([][Dim]float32, 3)); err == nil {
		t.Error("vectors of zeros: no error")
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}

func BenchmarkLookup(b *testing.B) {
	table := load(b)
	words := make([]string, 0, 1024)
	for id := int32(0); len(words) < cap(words); id += 50 {
		words = append(words, table.Word(id))
	}
	for i := 0; b.Loop(); i++ {
		table.Lookup(words[i%len(words)])
	}
}

func BenchmarkCosine(b *testing.B) {
	table := load(b)
	king := table.id(b, "king")
	for i := int32(0); b.Loop(); i++ {
		table.Cosine(king, i%1024)
	}
}
