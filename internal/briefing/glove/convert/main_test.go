package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"briefbot/internal/briefing/glove"
)

// embeddings is a JSON file of vectors whose first component is given and the second is 1.
func embeddings(t *testing.T, words []string, first map[string]float32) string {
	t.Helper()
	vectors := map[string][]float32{}
	for w, x := range first {
		v := make([]float32, glove.Dim+2) // with a norm and a number behind
		v[0], v[1], v[glove.Dim], v[glove.Dim+1] = x, 1, 100, 7
		vectors[w] = v
	}
	ws, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	vs, err := json.Marshal(vectors)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"precision":8,"size":%d,"words":%s,"vectors":%s,"unkVector":[0]}`, len(words), ws, vs)
}

func TestConvert(t *testing.T) {
	t.Parallel()
	in := embeddings(t, []string{"the", ",", "anti-", "mid-1990s", "two words", "cup", "rare"},
		map[string]float32{"the": 2, ",": 5, "anti-": 6, "mid-1990s": -3, "two words": 8, "cup": 0.5, "rare": 9})
	data, err := convert(strings.NewReader(in), 3)
	if err != nil {
		t.Fatal(err)
	}
	table, err := glove.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if table.Len() != 3 {
		t.Errorf("%d words, want 3", table.Len())
	}
	for id, want := range []struct {
		word  string
		first float32
	}{{"the", 2}, {"mid-1990s", -3}, {"cup", 0.5}} {
		id := int32(id)
		got := float32(table.Vector(id)[0]) * table.Scale(id)
		if table.Word(id) != want.word || got < want.first-0.02 || got > want.first+0.02 {
			t.Errorf("word %d is %q with %v, want %q with %v", id, table.Word(id), got, want.word, want.first)
		}
	}
}

func TestConvertRefuses(t *testing.T) {
	t.Parallel()
	good := embeddings(t, []string{"the", "cup"}, map[string]float32{"the": 2, "cup": 1})
	for name, in := range map[string]string{
		"nothing":          "",
		"torn words":       good[:40],
		"torn vectors":     good[:len(good)/2],
		"no vectors":       `{"words":["the"]}`,
		"a missing vector": strings.Replace(good, `"cup":[`, `"cub":[`, 1),
		"a short vector":   `{"words":["the"],"vectors":{"the":[1,2]}}`,
	} {
		if _, err := convert(strings.NewReader(in), 10); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
