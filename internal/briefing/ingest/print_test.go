package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// The parts that copies are made of: a story of 120 words, and others.
const (
	flood = "The river Arne rose by 3 metres on Tuesday and flooded the lower half of Port Arden, where 1,200 people had to leave their homes. " +
		"Mayor Ada Quill said that the dam above the town had held, but that its gates would stay open until Friday at least. " +
		"Trains between Arden and Quayside do not run, and the road along the coast is closed at 4 places. " +
		"Nobody was hurt, the fire brigade said, though 14 people had been taken from roofs by helicopter. " +
		"The weather service expects no more rain before Sunday. Bo Marsh, who leads the relief work for the Red Cross, said that " +
		"the halls of two schools were full and that blankets and dry food were needed more than anything else."
	background = "Arden was flooded last in the spring of 1998, when the old dam broke and the harbour was closed for half a year. " +
		"A new dam was built by the state and opened in 2003 after long quarrels about its cost."
	election = "Voters in Quayside choose a new council on Sunday, and for the first time since the war no party is sure of a majority. " +
		"The Harbour List leads in the last poll with 31 per cent, the Greens have 28 and the Union 24. Turnout is expected to be low, since the " +
		"ferries do not run and the bridge is closed for repairs. Ada Quill, who is not standing again, asked people to vote by post."
)

func weather(place, day string, numbers ...any) string {
	return fmt.Sprintf(place+" will have a "+day+" of sun with at most %d degrees in the shade, and a light wind from the west that reaches "+
		"%d knots in the afternoon, when a few clouds may come in from the sea. Nights are clear, with a low of %d degrees inland. "+
		"The sun rises at %d and sets at %d. Bathers are asked to look out for the flags, and walkers to take enough water with them on the way.", numbers...)
}

func shares(company string, numbers ...any) string {
	return fmt.Sprintf("Shares of "+company+" closed at $%d on Monday, %d per cent above the close of Friday. The company is valued at %d times its "+
		"earnings of the last year, and %d of the analysts who follow it would buy. Of every hundred shares %d are held by funds. The shares of "+
		"a company can fall as well as rise, and what they did in the past says little about what they will do. This text was made from data of the exchange.", numbers...)
}

func TestCopyOf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"the same":                  {flood, flood, true},
		"with a local opening":      {flood, "ARDEN, from our own reporter: " + flood, true},
		"shortened":                 {flood + " " + background, flood, true},
		"cut to half":               {flood + " " + background, flood[:strings.Index(flood, "Nobody")], true},
		"wrapped and typeset":       {flood, strings.NewReplacer(" the ", "\nthe ", "Ada", "“Ada”").Replace(flood), true},
		"in capitals":               {background, strings.ToUpper(background[:40]) + background[40:], true},
		"one number corrected":      {flood + " " + background, strings.Replace(flood+" "+background, "14 people", "15 people", 1), true},
		"another story":             {flood, election, false},
		"a digest of stories":       {flood[:300], flood + " " + background + " " + election, false},
		"background in common":      {flood + " " + background, election + " " + background, false},
		"short":                     {flood[:150], flood[:150], false},
		"nothing":                   {"", "", false},
		"the weather of two days":   {weather("Arden", "day", 21, 12, 9, 611, 1954), weather("Arden", "day", 24, 8, 11, 613, 1952), false},
		"the weather of two places": {weather("Arden", "day", 21, 12, 9, 611, 1954), weather("Quayside", "day", 21, 13, 8, 611, 1954), false},
		"the weather, copied":       {weather("Arden", "day", 21, 12, 9, 611, 1954), "Demo Wire. " + weather("Arden", "day", 21, 12, 9, 611, 1954), true},
		"the shares of two":         {shares("Arden Steel", 41, 2, 14, 6, 62), shares("Quay Foods", 17, 3, 9, 11, 38), false},
		"the shares on two days":    {shares("Arden Steel", 41, 2, 14, 6, 62), shares("Arden Steel", 44, 7, 15, 7, 61), false},
		"other names":               {flood, strings.NewReplacer("Arden", "Marsh", "Arne", "Ouse", "Quill", "Lake", "Quayside", "Hull", "Bo Marsh", "Jo Fen").Replace(flood), false},
	} {
		a, b := NewPrint(Split(briefing.Article{Text: c.a})), NewPrint(Split(briefing.Article{Text: c.b}))
		if got := a.CopyOf(b); got != c.want || b.CopyOf(a) != got {
			t.Errorf("%s: %t, and %t the other way; want %t", name, got, b.CopyOf(a), c.want)
		}
		if n := common(a.Sketch(), b.Sketch()); c.want && n < MinShared {
			t.Errorf("%s: %d hashes in common, so nobody compares them", name, n)
		}
	}
}

// TestSketch holds the hashes as they are: sketches are stored.
func TestSketch(t *testing.T) {
	t.Parallel()
	sketch := NewPrint(Split(briefing.Article{Text: flood})).Sketch()
	if len(sketch) != sketchSize || !slices.IsSorted(sketch) {
		t.Fatalf("%d hashes, %v", len(sketch), sketch)
	}
	if diff := cmp.Diff([]uint64{109360285845739100, 283142012519175747}, sketch[:2]); diff != "" {
		t.Errorf("hashes (-want +got):\n%s", diff)
	}
	if sketch := NewPrint(Split(briefing.Article{Text: strings.Repeat("Nothing is new here. ", 100)})).Sketch(); sketch != nil {
		t.Errorf("a text that repeats itself has the sketch %v", sketch)
	}
}

func FuzzCopyOf(f *testing.F) {
	f.Add(flood, background)
	f.Add(flood+background, flood)
	f.Add(weather("Arden", "day", 1, 2, 3, 4, 5), weather("Arden", "day", 5, 4, 3, 2, 1))
	f.Fuzz(func(t *testing.T, one, two string) {
		one, two = strings.ToValidUTF8(one, "?"), strings.ToValidUTF8(two, "?")
		a, b := NewPrint(Split(briefing.Article{Text: one})), NewPrint(Split(briefing.Article{Text: two}))
		if a.CopyOf(b) != b.CopyOf(a) {
			t.Fatal("a copy one way only")
		}
		if sketch := a.Sketch(); len(sketch) != 0 && (len(sketch) != sketchSize || !a.CopyOf(a) || int64(sketch[0]) < 0) {
			t.Fatalf("sketch %v", sketch)
		}
		if diff := cmp.Diff(a.Sketch(), NewPrint(Split(briefing.Article{Text: one})).Sketch()); diff != "" {
			t.Fatal("not the same twice")
		}
	})
}

func TestTraceCopies(t *testing.T) {
	t.Parallel()
	var docs []*briefing.Document
	add := func(id, text string, hour int) {
		docs = append(docs, Split(briefing.Article{ID: id, Text: text, Published: time.Date(2025, 8, 15, hour, 5, 0, 0, time.UTC)}))
	}
	add("late", "From our own desk: "+flood, 18)
	add("vote", election, 9)
	add("first", flood+" "+background, 8)
	add("cut", flood[:strings.Index(flood, "Nobody")], 12)
	add("vote-again", election, 10)
	TraceCopies(docs)
	got := map[string]string{}
	for _, d := range docs {
		got[d.ID] = d.Origin
	}
	want := map[string]string{"late": "first", "vote": "", "first": "", "cut": "first", "vote-again": "vote"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}
