package compose_test

import (
	"strings"
	"testing"
)

// Sentences over the length of an answer are cut at a clause, around what is asked for.
func TestTrim(t *testing.T) {
	t.Parallel()
	const after = ", while the chess club, the oldest in the whole province and the pride of its mayor, who had opened the hall only two weeks before with a long speech about the games of her childhood, looked for another room in one of the schools of the town"
	const before = "The weather had been dry for the ninth week in a row and the wells of the upper valley had run low, the farmers of the district said in a letter to the minister that was read out on the radio; "
	for _, c := range []struct{ name, text, question, want string }{
		{"at the end", "The chess hall in Tarn burned down on 5 May 2030" + after + ".", "When did the chess hall in Tarn burn down?", "The chess hall in Tarn burned down on 5 May 2030"},
		{"at the start", before + "the chess hall in Tarn burned down on 5 May 2030.", "When did the chess hall in Tarn burn down?", "the chess hall in Tarn burned down on 5 May 2030."},
		{"a place", "The chess hall in Tarn burned down near the Quist bridge" + after + ".", "Where did the chess hall burn down?", "near the Quist bridge"},
		{"a count", "The chess hall in Tarn had room for 120 players" + after + ".", "How many players had room in the chess hall?", "120 players"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := answer(t, c.question, story("post", "Fire", c.text))
			if len(d.Claims) != 1 {
				t.Fatalf("not one claim:\n%s", sketch(d))
			}
			got := d.Claims[0].Text
			if !strings.Contains(got, c.want) || got == c.text {
				t.Errorf("got %q, want a part around %q", got, c.want)
			}
			if !wholeClauses(c.text, got) {
				t.Errorf("%q cuts a clause", got)
			}
		})
	}
}

// wholeClauses reports whether a part of a text begins and ends where a clause does.
func wholeClauses(text, part string) bool {
	before, after, ok := strings.Cut(text, part)
	before, after = strings.TrimRight(before, " "), strings.TrimLeft(after, " ")
	begins := before == "" || strings.ContainsAny(before[len(before)-1:], ",;:")
	ends := after == "" || strings.ContainsAny(after[:1], ",;:.")
	for _, word := range []string{"while ", "and ", "who ", "as ", "with ", "before "} {
		ends = ends || strings.HasPrefix(after, word)
	}
	return ok && begins && ends
}

// TestSidesFit holds two sides of long sentences to the length that both may have.
func TestSidesFit(t *testing.T) {
	t.Parallel()
	const long = ", a report of the harbour office said on Thursday after weeks of questions from the families, the unions, the owners and the insurers, none of whom had been shown the list of those aboard before the hearing in the old customs house"
	d := answer(t, "How many people died when the ferry Alba sank?", pair(
		"Fourteen people died when the ferry Alba sank off Tarn"+long+".",
		"Some 17 people died when the ferry Alba sank off Tarn"+long+", which was packed.",
	)...)
	if len(d.Claims) != 2 || d.Claims[0].Side != 1 || d.Claims[1].Side != 2 {
		t.Errorf("not two sides:\n%s", sketch(d))
	}
}

// TestLongLists cuts lists that do not fit, and says of each item all or nothing.
func TestLongLists(t *testing.T) {
	t.Parallel()
	var items []string
	for _, name := range strings.Fields("Aber Bode Cray Dorn Ember Fisk Garde Holm Ivers Joss Kerr Lund Moor Nash Orme Pell") {
		items = append(items, "- "+name+" asks for a new quay at the old harbour in the north")
	}
	d := answer(t, "What are the demands of the dockers?", story("post", "Strike", "The demands of the dockers are:\n\n"+strings.Join(items, "\n")))
	if len(d.Claims) < 5 {
		t.Errorf("only a part that would fit:\n%s", sketch(d))
	}
	for i, c := range d.Claims {
		if "- "+c.Text != items[i] {
			t.Errorf("item %d is %q", i, c.Text)
		}
	}
	names := "Ada Quill, Bo Renner, Cass Tull, Dan Uhl, Eva Vik, Fay Wold, Gro Yate, Hal Zorn, Ida Abel, Jon Brandt, Kai Carr, Lea Dahl, Max Eide"
	panel := "The flood panel includes engineer " + strings.ReplaceAll(names, ", ", ", engineer ") + " and engineer Ola Foss."
	if d := answer(t, "Who is on the flood panel?", story("post", "Panel", panel)); len(d.Claims) != 14 {
		t.Errorf("a panel of 14 has %d members:\n%s", len(d.Claims), sketch(d))
	}
}

// TestMarks takes the marks of the source out of an answer, and leaves them in what it cites.
func TestMarks(t *testing.T) {
	t.Parallel()
	const text = "**10:10** The chess hall, of [Ana Ruiz](https://a.example/b_(c)),[2] burned __down__ on 5 May 2030 [as feared].[citation needed]"
	d := answer(t, "When did the chess hall burn down?", story("post", "Fire", text))
	if len(d.Claims) != 1 {
		t.Fatalf("not one claim:\n%s", sketch(d))
	}
	c := d.Claims[0]
	if want := "10:10 The chess hall, of Ana Ruiz, burned down on 5 May 2030 [as feared]."; c.Text != want {
		t.Errorf("got %q, want %q", c.Text, want)
	}
	if got := c.Quotes[0].Of(c.Quotes[0].Doc.Text); got != text {
		t.Errorf("cites %q, want %q", got, text)
	}
}
