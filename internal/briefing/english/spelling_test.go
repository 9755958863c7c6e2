package english

import "testing"

func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, c := range [][]string{
		{"Sergey", "Sergei"},
		{"Andrey", "Andrei"},
		{"Zelenskyy", "Zelensky", "Zelenskiy"},
		{"Kyiv", "Kiev"},
		{"Odesa", "Odessa"},
		{"Kharkiv", "Kharkov"},
		{"Mohammed", "Mohamed"},
		{"Gaddafi", "Gadafi"},
		{"Yanukovych", "Yanukovich"},
		{"Qasim", "Kasim"},
		{"O’Neill", "ONeil"},
		{"Müller", "Muller"},
	} {
		for _, other := range c[1:] {
			if a, b := Spelling(c[0]), Spelling(other); a != b {
				t.Errorf("Spelling(%s) = %s, Spelling(%s) = %s; want the same", c[0], a, other, b)
			}
		}
	}
	for _, c := range [][2]string{
		{"Iran", "Iraq"},
		{"Slovakia", "Slovenia"},
		{"Austria", "Australia"},
		{"Nigeria", "Niger"},
		{"Lavrov", "Lvov"},
		{"Ushakov", "Peskov"},
		{"Trump", "Tramp"},
	} {
		if Spelling(c[0]) == Spelling(c[1]) {
			t.Errorf("Spelling takes %s for %s", c[0], c[1])
		}
	}
}

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
