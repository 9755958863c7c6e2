package english

import "testing"

func TestIsRole(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"minister": true, "Ministers": true, "envoy": true, "CEO": true, "chairwoman": true, "table": false, "ministry": false,
	} {
		if got := IsRole(Key(word)); got != want {
			t.Errorf("IsRole(%s) = %v, want %v", word, got, want)
		}
	}
	for word, want := range map[string]bool{"ambassador": true, "envoys": true, "minister": false} {
		if got := Posted(Key(word)); got != want {
			t.Errorf("Posted(%s) = %v, want %v", word, got, want)
		}
	}
}
