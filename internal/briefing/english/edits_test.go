package english

import "testing"

func TestEdits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"summit", "summit", 2, 0},
		{"summit", "sumit", 2, 1},
		{"summit", "summits", 2, 1},
		{"summit", "sommit", 2, 1},
		{"summit", "smumit", 2, 1}, // neighbours swapped
		{"summit", "smmuit", 2, 2},
		{"kitten", "sitting", 3, 3},
		{"kitten", "sitting", 2, 3}, // limit+1
		{"summit", "talks", 1, 2},
		{"a", "abcdef", 2, 3},
		{"", "ab", 2, 2},
		{"", "", 0, 0},
	} {
		if got, back := Edits(c.a, c.b, c.limit), Edits(c.b, c.a, c.limit); got != c.want || back != c.want {
			t.Errorf("Edits(%q, %q, %d) = %d, and back %d; want %d", c.a, c.b, c.limit, got, back, c.want)
		}
	}
}
