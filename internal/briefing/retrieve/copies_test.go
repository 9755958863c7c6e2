package retrieve

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCopies holds that a text is found once, however many sources printed it, with what one of
// them added, and twice when the question names the source of a copy.
func TestCopies(t *testing.T) {
	t.Parallel()
	const report = "The ferry Astrid sank off the coast near Halden in a storm, and forty people were saved by the coast guard."
	x := New(loadTable(t))
	add := func(id, source, origin, text string) {
		d := article(id, text)
		d.Source, d.Origin = source, origin
		x.Add(d)
	}
	add("first", "Harbour Gazette", "", report)
	add("copy", "Northern Courier", "first", report)
	add("longer", "Valley Post", "first", report+"\n\n## Aftermath\n\nThe owner said that a storm had damaged another boat before.")
	add("other", "Island News", "", report)
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"ferry Astrid storm", []string{"first", "longer", "other"}},
		{"what did the Northern Courier write of the ferry Astrid and the storm", []string{"copy", "longer", "other"}},
		{"what did the Harbour Gazette and the Northern Courier write of the ferry Astrid and the storm", []string{"copy", "first", "longer", "other"}},
	} {
		got := found(search(t, x, c.question, 10))
		slices.Sort(got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.question, diff)
		}
	}
}

// TestCopiesKeepThePassagesOfOneArticle holds that an article may say a thing twice itself.
func TestCopiesKeepThePassagesOfOneArticle(t *testing.T) {
	t.Parallel()
	const said = "The ferry Astrid sank off the coast near Halden in a storm."
	x := indexOf(t, article("a", "## Monday\n\n"+said+"\n\n## Tuesday\n\n"+said))
	p := &x.passages[len(x.passages)-1]
	hits := search(t, x, "ferry Astrid", 1).Hits
	c := copies{}
	c.add(hits[0])
	if c.repeats(x, p) {
		t.Error("a passage repeats its own article")
	}
}
