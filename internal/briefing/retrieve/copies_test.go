package retrieve

import (
	"slices"
	"strings"
	"testing"
	"time"

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

// TestFirstPublisher holds that a text is shown as the article has it that was published first,
// wherever the dates tell which that is; and that a number which a copy changed is found too.
func TestFirstPublisher(t *testing.T) {
	t.Parallel()
	const report = "The ferry Astrid sank off the coast near Halden in a storm, and forty people were saved by the coast guard."
	const counted = "Doctors in the harbour of Halden counted 40 people from the ferry Astrid on Tuesday, of whom 2 had broken an arm."
	x := New(loadTable(t))
	add := func(id, title, origin, text string, day int) {
		d := article(id, text)
		d.Title, d.Origin, d.Published = title, origin, time.Date(2031, time.March, day, 0, 0, 0, 0, time.UTC)
		x.Add(d)
	}
	add("first", "A night at sea", "", report+"\n\n## Harbour\n\n"+counted, 5)
	add("copy", "Ferry Astrid sank in a storm", "first", report, 6)
	add("changed", "Ferry Astrid: people counted", "first", strings.Replace(counted, "40", "52", 1), 6)
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"ferry Astrid sank in a storm", []string{"changed", "first"}},
		{"how many people of the ferry Astrid were counted", []string{"changed", "first"}},
		{"what was said of the ferry Astrid on 6 March 2031", []string{"changed", "copy", "first"}},
	} {
		got := found(search(t, x, c.question, 10))
		slices.Sort(got)
		if diff := cmp.Diff(c.want, slices.Compact(got)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.question, diff)
		}
	}
}
