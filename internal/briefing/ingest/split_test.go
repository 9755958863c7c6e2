package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// outline writes a document's passages one line each: the heading, the lead and the
// sentences, items marked with a star.
func outline(d *briefing.Document) string {
	var b strings.Builder
	for _, p := range d.Passages {
		fmt.Fprintf(&b, "[%s]", p.Heading)
		if !p.Lead.Empty() {
			fmt.Fprintf(&b, " <%s>", p.Lead.Of(d.Text))
		}
		for _, s := range p.Sentences {
			mark := ""
			if s.Item {
				mark = "*"
			}
			fmt.Fprintf(&b, " %s%q", mark, s.Of(d.Text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// prosePara is a paragraph long enough to stand below a heading.
const prosePara = "The council voted on the plan after a debate of four hours in the old town hall."

// q is prosePara as an outline has it.
var q = strconv.Quote(prosePara)

var splitTests = []struct {
	name, title, text, want string
}{
	{"nothing", "", "", ""},
	{"only marks", "", "***\n---\n", ""},
	{"one line", "", "A line without a stop", `[] "A line without a stop"` + "\n"},
	{"a title alone is quotable", "Mayor resigns", "Mayor resigns", `[] "Mayor resigns"` + "\n"},
	{"title line", "Mayor resigns", "Mayor resigns\n" + prosePara, "[] " + q + "\n"},
	{"title as a Markdown heading", "Mayor resigns", "# Mayor resigns\n\n" + prosePara, "[] " + q + "\n"},
	{
		"a title that is a sentence stays", "The mayor resigned.", "The mayor resigned.\n" + prosePara,
		`[] "The mayor resigned." ` + q + "\n",
	},
	{
		"paragraphs a line, CRLF", "", "First thing.\r\nSecond thing.\r\n\r\nThird thing.\r\n",
		`[] "First thing." "Second thing." "Third thing."` + "\n",
	},
	{"plain heading", "", "Why it matters\n" + prosePara, "[Why it matters] " + q + "\n"},
	{"question as heading", "", "Will it last?\n" + prosePara, "[Will it last?] " + q + "\n"},
	{"bold heading", "", prosePara + "\n\n**Why it matters**\n\n" + prosePara, "[] " + q + "\n[Why it matters] " + q + "\n"},
	{
		"Markdown headings", "", "## Votes\n" + prosePara + "\n### By party ###\n" + prosePara,
		"[Votes] " + q + "\n[By party] " + q + "\n",
	},
	{"underlined heading", "", "Votes\n=====\nNine to two.", `[Votes] "Nine to two."` + "\n"},
	{"a rule below a paragraph", "", prosePara + "\n---\nNine to two.", "[] " + q + "\n" + `[] "Nine to two."` + "\n"},
	{"a heading with nothing below is prose", "", prosePara + "\nReuters", "[] " + q + ` "Reuters"` + "\n"},
	{"a byline is no heading", "", "By Ana Ruiz\n" + prosePara, `[] "By Ana Ruiz" ` + q + "\n"},
	{"a figure is no heading", "", "Revenue: $12 million\n" + prosePara, `[] "Revenue: $12 million" ` + q + "\n"},
	{
		"list with its lead", "", "It was long. They agreed on three things:\n- A truce.\n- An exchange of\n  prisoners.\n• Aid",
		`[] <They agreed on three things:> "It was long." "They agreed on three things:" *"A truce." *"An exchange of\n  prisoners." *"Aid"` + "\n",
	},
	{
		"list after a blank line", "", "The team\n\n1. Ana Ruiz, chair\n2) Tom Hale",
		`[] <The team> "The team" *"Ana Ruiz, chair" *"Tom Hale"` + "\n",
	},
	{
		"list right below a heading", "", "## The team\n* Ana Ruiz\n* Tom Hale",
		`[The team] <The team> *"Ana Ruiz" *"Tom Hale"` + "\n",
	},
	{
		"a sentence before a list and a blank line is no lead", "", "It was late.\n\n- Ana Ruiz",
		`[] "It was late." *"Ana Ruiz"` + "\n",
	},
	{
		"list without bullets", "", "The wages are:\nTexas – $7.25\nOregon – $14.20\nIowa – $7.25\n" + prosePara,
		`[] <The wages are:> "The wages are:" *"Texas – $7.25" *"Oregon – $14.20" *"Iowa – $7.25" ` + q + "\n",
	},
	{
		"list without bullets, blank lines around it", "", "The chairs are:\n\nAna Ruiz\nTom Hale\n\nWhy now\n\n" + prosePara,
		`[] <The chairs are:> "The chairs are:" *"Ana Ruiz" *"Tom Hale"` + "\n[Why now] " + q + "\n",
	},
	{"numbered headings", "", "1. Cost\n" + prosePara + "\n2. Time\n" + prosePara, "[Cost] " + q + "\n[Time] " + q + "\n"},
	{"a colon before prose is no list", "", "She said:\n" + prosePara + "\n" + prosePara, `[] "She said:" ` + q + " " + q + "\n"},
	{
		"promotional lines", "", prosePara + "\nALSO READ: Ten things to know\n" + prosePara + "\n\n**Read more:** [this](http://x.example)\n\nAdvertisement\n",
		"[] " + q + "\n[] " + q + "\n",
	},
	{
		"wrapped lines", "", "The council voted on the plan after a debate of\nfour hours in the old town hall. The mayor was\nnot there. She had been ill for a week and was in\nhospital.\n\nThe plan goes on.",
		`[] "The council voted on the plan after a debate of\nfour hours in the old town hall." "The mayor was\nnot there." "She had been ill for a week and was in\nhospital." "The plan goes on."` + "\n",
	},
	{"quoted lines", "", "> It was a good day.\n\nShe left.", `[] "It was a good day." "She left."` + "\n"},
	{
		"Markdown in a sentence stays", "", "The **council** [voted](http://x.example) on it.",
		`[] "The **council** [voted](http://x.example) on it."` + "\n",
	},
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, tt := range splitTests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := Split(briefing.Article{Title: tt.title, Text: tt.text})
			if diff := cmp.Diff(tt.want, outline(d)); diff != "" {
				t.Errorf("Split: -want +got\n%s", diff)
			}
			checkDocument(t, d)
		})
	}
}

// tenWordSentences returns n sentences of 10 words.
func tenWordSentences(n int) string {
	return strings.TrimSpace(strings.Repeat("The council voted on the plan after a long debate. ", n))
}

func TestPassageLength(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []int // words of each passage
	}{
		{"short paragraphs are put together", strings.Repeat(tenWordSentences(3)+"\n", 6), []int{90, 90}},
		{"a long paragraph is cut evenly", tenWordSentences(17), []int{90, 80}},
		{"one within the limit is kept", tenWordSentences(15), []int{150}},
		{"a last short one joins", tenWordSentences(9) + "\n" + tenWordSentences(2), []int{110}},
		{"one long sentence is kept", strings.TrimSpace(strings.Repeat("word ", 170)) + ".", []int{170}},
		{"long words count more", strings.Repeat("Abcdefghijklmnopqrst uvwxyzabcdefghijklmnop. ", 60), []int{30, 30, 30, 30}},
		{"no stop at all", strings.TrimSpace(strings.Repeat("word ", 1000)), []int{200, 200, 200, 200, 200}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := Split(briefing.Article{Text: tt.text})
			got := []int{}
			for _, p := range d.Passages {
				got = append(got, countWords(p.Of(d.Text)))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("words of the passages: -want +got\n%s", diff)
			}
			checkDocument(t, d)
		})
	}
}

func TestLongListKeepsItsLead(t *testing.T) {
	t.Parallel()
	text := "The members are:\n" + strings.Repeat("- Ana Ruiz, who has been in the council since 2001\n", 40)
	d := Split(briefing.Article{Text: text})
	checkDocument(t, d)
	if len(d.Passages) < 3 {
		t.Fatalf("%d passages, want the list cut into several", len(d.Passages))
	}
	for i, p := range d.Passages {
		if got := p.Lead.Of(text); got != "The members are:" {
			t.Errorf("passage %d: lead %q", i, got)
		}
		if i > 0 && d.Window(i, 4000).Start != 0 {
			t.Errorf("passage %d does not join the ones before it", i)
		}
	}
}

// checkDocument fails when a document breaks what the package promises of every one.
func checkDocument(t *testing.T, d *briefing.Document) {
	t.Helper()
	end := 0
	for i, p := range d.Passages {
		if !p.Within(d.Text) || p.Empty() || p.Start < end {
			t.Fatalf("passage %d is at %v, the one before ends at %d, the text has %d bytes", i, p.Span, end, len(d.Text))
		}
		if len(p.Sentences) == 0 {
			t.Fatalf("passage %d has no sentences", i)
		}
		if !p.Lead.Within(d.Text) {
			t.Fatalf("passage %d: lead %v", i, p.Lead)
		}
		at, words := p.Start, 0
		for _, s := range p.Sentences {
			if !s.Within(d.Text) || s.Empty() || s.Start < at || !p.Contains(s.Span) {
				t.Fatalf("passage %d at %v: sentence %v after %d", i, p.Span, s.Span, at)
			}
			if strings.TrimSpace(s.Of(d.Text)) != s.Of(d.Text) {
				t.Fatalf("passage %d: sentence %q with white space around it", i, s.Of(d.Text))
			}
			at = s.End
			words += countWords(s.Of(d.Text))
		}
		if at != p.End {
			t.Fatalf("passage %d ends at %d, its last sentence at %d", i, p.End, at)
		}
		if words > maxPassageWords && len(p.Sentences) > 1 {
			t.Fatalf("passage %d has %d words in %d sentences", i, words, len(p.Sentences))
		}
		end = p.End
	}
}

// TestSeeds checks the rules on real articles, which are not part of the project.
func TestSeeds(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("BRIEFBOT_SHARED")
	if shared == "" {
		t.Skip("BRIEFBOT_SHARED does not name a folder that holds seeds/ and evals/")
	}
	lists, asides := 0, 0
	err := new(Reader).Path(t.Context(), filepath.Join(shared, "seeds"), func(d *briefing.Document) error {
		checkDocument(t, d)
		file, err := os.ReadFile(filepath.Join(shared, "seeds", d.ID+".txt"))
		if err != nil {
			return err
		}
		if string(file) != d.Text {
			t.Errorf("%s: the text is not the file's", d.ID)
		}
		for at, line := 0, ""; at < len(d.Text); at += len(line) {
			line, _, _ = strings.Cut(d.Text[at:], "\n")
			line = d.Text[at:min(len(d.Text), at+len(line)+1)]
			bullet := strings.HasPrefix(line, "- ")
			promo := strings.HasPrefix(line, "ALSO READ")
			p, s := placeAt(d, at+2)
			switch {
			case promo:
				asides++
				if p != nil {
					t.Errorf("%s: %q is in a passage", d.ID, line)
				}
			case bullet:
				lists++
				if p == nil || s == nil || !s.Item || !strings.HasSuffix(p.Lead.Of(d.Text), ":") {
					t.Errorf("%s: %q is no item with a lead: %+v", d.ID, line, p)
				}
			case len(line) > 100 && s == nil:
				t.Errorf("%s: %q is in no sentence", d.ID, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if lists == 0 || asides == 0 {
		t.Errorf("the seeds hold %d list items and %d promotional lines: nothing was checked", lists, asides)
	}
}

// placeAt returns the passage and the sentence at an offset, or nil.
func placeAt(d *briefing.Document, at int) (*briefing.Passage, *briefing.Sentence) {
	for i := range d.Passages {
		p := &d.Passages[i]
		if at < p.Start || p.End <= at {
			continue
		}
		for j := range p.Sentences {
			if s := &p.Sentences[j]; s.Start <= at && at < s.End {
				return p, s
			}
		}
		return p, nil
	}
	return nil, nil
}
