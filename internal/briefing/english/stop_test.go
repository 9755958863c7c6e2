package english

import "testing"

func TestStop(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"the": true, "did": true, "weren't": true, "us": true, "was": true, "US": false, "talks": false, "seven": false,
	} {
		if got := Stop(Key(word)); got != want {
			t.Errorf("Stop(%s) = %v, want %v", word, got, want)
		}
	}
}

func TestNearStop(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{"befor": true, "agianst": true, "wich": true, "who": false, "tariff": false, "ship": false} {
		if got := NearStop(word); got != want {
			t.Errorf("NearStop(%s) = %v, want %v", word, got, want)
		}
	}
}
