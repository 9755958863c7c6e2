package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDiff writes an edit as its sentence behind a sign, and divides edits with "|".
func TestDiff(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, new, want string }{
		"no texts":                  {"", "\n", ""},
		"the same":                  {"One is. Two are.", "One is. Two are.", " One is.| Two are."},
		"white space":               {"One  is.\n\nTwo\u00a0are.", "One is. Two are.", " One is.| Two are."},
		"wrapped differently":       {"The mayor, Ada Quill, said so.", "The mayor, Ada Quill,\nsaid so.", " The mayor, Ada Quill, said so."},
		"all new":                   {"", "One is. Two are.", "+One is.|+Two are."},
		"all gone":                  {"One is. Two are.", "", "-One is.|-Two are."},
		"one more":                  {"One is. Three are.", "One is. Two are. Three are.", " One is.|+Two are.| Three are."},
		"one less":                  {"One is. Two are. Three are.", "One is. Three are.", " One is.|-Two are.| Three are."},
		"a number changed":          {"Ten came. It took 12 days.", "Ten came. It took 13 days.", " Ten came.|-It took 12 days.|+It took 13 days."},
		"two in a row changed":      {"It took 12 days. Ada Quill said no.", "It took 13 days. Ada Quill said yes.", "-It took 12 days.|+It took 13 days.|-Ada Quill said no.|+Ada Quill said yes."},
		"changed, and one before":   {"It took 12 days.", "Ships came. It took 13 days.", "+Ships came.|-It took 12 days.|+It took 13 days."},
		"another sentence":          {"It took 12 days.", "Ferries run again.", "-It took 12 days.|+Ferries run again."},
		"moved":                     {"One is. Two are. Three are.", "Three are. One is. Two are.", "+Three are.| One is.| Two are.|-Three are."},
		"items":                     {"Open:\n- the pier\n- the lock", "Open:\n- the pier\n- the dock", " Open:| the pier|-the lock|+the dock"},
		"a heading":                 {"## Why\nIt is the mayor who says what is open and what is not.", "## How\nIt is the mayor who says what is open and what is not.", "-Why|+How| It is the mayor who says what is open and what is not."},
		"a promotional line":        {"One is.\nRead more: two", "One is.", " One is.|-Read more: two"},
		"a rule is none":            {"One is.\n***\nTwo are.", "One is.\nTwo are.", " One is.| Two are."},
		"repeated sentences":        {"No. No. Yes.", "No. Yes. Yes.", " No.|-No.|+Yes.| Yes."},
		"a text of another article": {"It took 12 days. No.", "Ferries run again. Yes.", "-It took 12 days.|-No.|+Ferries run again.|+Yes."},
	} {
		var got []string
		for _, e := range Diff(c.old, c.new) {
			got = append(got, map[Op]string{Kept: " ", Removed: "-", Added: "+"}[e.Op]+e.Text)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("One is. Two are.\n- an item\n- another", "Two are.\n\n# A heading\n- an item")
	for _, p := range differentPairs {
		f.Add(p[0], p[1])
	}
	f.Add(tenWordSentences(150), "Read more: x\n"+tenWordSentences(80)+tenWordSentences(30))
	f.Fuzz(func(t *testing.T, old, new string) {
		old, new = strings.ToValidUTF8(old, "?"), strings.ToValidUTF8(new, "?")
		edits := Diff(old, new)
		var before, after []string
		for _, e := range edits {
			if e.Op != Added {
				before = append(before, e.Text)
			}
			if e.Op != Removed {
				after = append(after, e.Text)
			}
			if e.Text == "" || strings.ContainsAny(e.Text, "\n\t") {
				t.Fatalf("a sentence %q", e.Text)
			}
		}
		if diff := cmp.Diff(foldedSentences(old), before); diff != "" {
			t.Fatalf("kept and removed (-old +edits):\n%s", diff)
		}
		if diff := cmp.Diff(foldedSentences(new), after); diff != "" {
			t.Fatalf("kept and added (-new +edits):\n%s", diff)
		}
		if diff := cmp.Diff(edits, Diff(old, new)); diff != "" {
			t.Fatalf("not the same twice:\n%s", diff)
		}
	})
}
