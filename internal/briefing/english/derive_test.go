package english

import (
	"slices"
	"testing"
)

func TestDerived(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"marcher", "march"}, {"march", "marcher"}, {"driver", "drive"}, {"drive", "driver"}, {"maker", "make"}, {"make", "maker"}, {"investor", "invest"}} {
		if got := Derived(Key(c[0])); !slices.Contains(got, Key(c[1])) {
			t.Errorf("Derived(%s) = %q lacks %s", c[0], got, c[1])
		}
	}
	if got := Derived("war"); got != nil {
		t.Errorf("Derived(war) = %q, want none", got)
	}
}
