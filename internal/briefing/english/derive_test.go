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
	for _, c := range [][2]string{
		{"failure", "fail"},
		{"closure", "close"},
		{"agreement", "agree"},
		{"diagnosis", "diagnose"},
		{"analysis", "analyse"},
		{"violence", "violent"},
		{"inflationary", "inflation"},
		{"budgetary", "budget"},
		{"membership", "member"},
		{"carriage", "carry"},
		{"terrorist", "terror"},
	} {
		if !slices.Contains(Derived(Key(c[0])), Key(c[1])) || !slices.Contains(Derived(Key(c[1])), Key(c[0])) {
			t.Errorf("%s and %s are not derived from one another", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"party", "part"}, {"army", "arm"}, {"county", "count"}, {"manage", "man"}, {"message", "mess"}} {
		if slices.Contains(Derived(Key(c[0])), Key(c[1])) || slices.Contains(Derived(Key(c[1])), Key(c[0])) {
			t.Errorf("%s and %s are derived from one another", c[0], c[1])
		}
	}
	if got := Derived("war"); got != nil {
		t.Errorf("Derived(war) = %q, want none", got)
	}
}
