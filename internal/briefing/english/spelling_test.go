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
