package english

import "testing"

func TestIsMonthOrDay(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{"Friday": true, "August": true, "Aug": true, "may": false, "march": false, "day": false} {
		if got := IsMonthOrDay(Key(word)); got != want {
			t.Errorf("IsMonthOrDay(%s) = %v, want %v", word, got, want)
		}
	}
}
