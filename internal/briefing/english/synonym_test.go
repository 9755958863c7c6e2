package english

import "testing"

func TestSynonyms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of, word string
		want     float64
	}{
		{"truce", "ceasefire", worthSame},
		{"ceasefire", "truce", worthSame},
		{"send", "dispatch", worthSynonym},
		{"dispatch", "deploy", worthSibling},
		{"truce", "invoice", 0},
	} {
		if got := worth(Synonyms(Key(c.of)), Key(c.word)); got != c.want {
			t.Errorf("%s stands for %s with %g, want %g", c.word, c.of, got, c.want)
		}
	}
}

// Each group of near synonyms goes both ways, and no word stands for itself.
func TestSynonymsAreMutual(t *testing.T) {
	t.Parallel()
	table := synonyms()
	if len(table) < 100 {
		t.Fatalf("%d words have synonyms; the table is not read", len(table))
	}
	for key, variants := range table {
		for _, v := range variants {
			if v.Key == key {
				t.Errorf("%s stands for itself", key)
			}
			if v.Worth <= 0 || v.Worth > 1 || worth(table[v.Key], key) != worth(variants, v.Key) {
				t.Errorf("%s stands for %s with %g, and back with %g", v.Key, key, worth(variants, v.Key), worth(table[v.Key], key))
			}
		}
	}
}
