package english

import "testing"

func TestDescribing(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"announced": true, "went": true, "officially": true, "important": true, "largest": true, "dangerous": true, "delegation": false, "Anchorage": false, "ship": false,
	} {
		if got := Describing(word); got != want {
			t.Errorf("Describing(%s) = %v, want %v", word, got, want)
		}
	}
	for word, want := range map[string]bool{"announced": true, "went": true, "meeting": true, "officially": false, "important": false, "ship": false} {
		if got := Verb(word); got != want {
			t.Errorf("Verb(%s) = %v, want %v", word, got, want)
		}
	}
}
