package english

import "testing"

func TestTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"whats the toll", "what's the toll"},
		{"Whos the mayor of Orsk?", "Who's the mayor of Orsk?"},
		{"why didnt the sirens sound", "why didn't the sirens sound"},
		{"WHO LEADS THE BOARD?", "who leads the board?"},
		{"Who Is The Leader Of The Rural Alliance", "who is the leader of the rural alliance"},
		{"NATO", "NATO"},
		{"Who leads NATO?", "Who leads NATO?"},
		{"Who is the Leader of The Signal?", "Who is the Leader of The Signal?"},
		{"Who wrote The Old Man and the Sea?", "Who wrote The Old Man and the Sea?"},
		{"what won't he do", "what won't he do"},
		{"", ""},
	} {
		if got := Typed(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
