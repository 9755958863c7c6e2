package chat_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
)

// size counts all the characters of a page, as a platform that counts everything would.
func size(p chat.Page) int {
	n := utf8.RuneCountInString(p.Title + p.Asked + p.Note)
	for _, i := range p.Items {
		n += utf8.RuneCountInString(i.Text+i.Tail) + 3*len(i.Cites)
	}
	for _, s := range p.Sources {
		n += utf8.RuneCountInString(s.Title + s.Quote)
	}
	return n
}

func within(limit int) func(chat.Page) bool {
	return func(p chat.Page) bool { return size(p) <= limit }
}

func TestSplit(t *testing.T) {
	t.Parallel()
	bullet := func(text string, cites ...int) chat.Item {
		return chat.Item{Style: chat.Bullet, Text: text, Cites: cites}
	}
	heading := chat.Item{Style: chat.Heading, Text: "head"}
	one, two := chat.Source{N: 1, Title: "one"}, chat.Source{N: 2, Title: "two"}
	page := func(key string, sources []chat.Source, items ...chat.Item) chat.Page {
		return chat.Page{Key: key, Items: items, Sources: sources}
	}
	for _, c := range []struct {
		name  string
		limit int
		in    chat.Page
		want  []chat.Page
	}{
		{
			"all fits", 100,
			chat.Page{Key: "k", Title: "t", Asked: "q", AskedBy: "u", Note: "n", Answer: "a", Items: []chat.Item{bullet("x", 1)}, Sources: []chat.Source{one}},
			[]chat.Page{{Key: "k", Title: "t", Asked: "q", AskedBy: "u", Note: "n", Answer: "a", Items: []chat.Item{bullet("x", 1)}, Sources: []chat.Source{one}}},
		},
		{"no items", 100, chat.Page{Key: "k", Title: "t", Note: "n"}, []chat.Page{{Key: "k", Title: "t", Note: "n"}}},
		{
			"between items, each part with its sources", 20,
			page("k", []chat.Source{one, two}, bullet("aaaaaaaa", 1), bullet("bbbbbbbb", 2)),
			[]chat.Page{page("k", []chat.Source{one}, bullet("aaaaaaaa", 1)), page("k-2", []chat.Source{two}, bullet("bbbbbbbb", 2))},
		},
		{
			"the title first, the end last", 12,
			chat.Page{Key: "k", Title: "t", Note: "n", Answer: "a", Items: []chat.Item{bullet("aaaaaaaa"), bullet("bbbbbbbb")}},
			[]chat.Page{{Key: "k", Title: "t", Items: []chat.Item{bullet("aaaaaaaa")}}, {Key: "k-2", Note: "n", Answer: "a", Items: []chat.Item{bullet("bbbbbbbb")}}},
		},
		{
			"a heading goes with what follows", 15,
			page("k", nil, bullet("aaaaaaaa"), heading, bullet("bbbbbbbb")),
			[]chat.Page{page("k", nil, bullet("aaaaaaaa")), page("k-2", nil, heading, bullet("bbbbbbbb"))},
		},
		{
			"at a word in an item that is too long, with the markers on both", 20,
			page("k", []chat.Source{one}, bullet("aaaa bbbb cccc dddd", 1)),
			[]chat.Page{page("k", []chat.Source{one}, bullet("aaaa bbbb …", 1)), page("k-2", []chat.Source{one}, bullet("cccc dddd", 1))},
		},
		{
			"in a word that is too long itself", 5,
			page("k", nil, bullet("éééééééé")),
			[]chat.Page{page("k", nil, bullet("ééé …")), page("k-2", nil, bullet("ééééé"))},
		},
		{
			"without the quotes where they do not fit", 10,
			page("k", []chat.Source{{N: 1, Title: "one", Quote: "a long quote"}}, bullet("aa", 1)),
			[]chat.Page{page("k", []chat.Source{one}, bullet("aa", 1))},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.in.Split(within(c.limit))); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSplitEnds holds that splitting ends where nothing fits, which no renderer should say.
func TestSplitEnds(t *testing.T) {
	t.Parallel()
	p := chat.Page{Items: []chat.Item{{Style: chat.Bullet, Text: "aé"}, {Style: chat.Bullet}}}
	if parts := p.Split(func(chat.Page) bool { return false }); len(parts) != 3 {
		t.Errorf("%d parts, want one a character and one of nothing", len(parts))
	}
}

// TestSplitLosesNothing splits random pages: every part fits, all words and markers are
// there in order, and every marker has its source beside it.
func TestSplitLosesNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		in := randomPage(random)
		limit := 60 + random.IntN(200)
		parts := in.Split(within(limit))
		var got []string
		for i, p := range parts {
			if n := size(p); n > limit {
				t.Fatalf("part %d of %v has %d characters of %d", i+1, in, n, limit)
			}
			for _, item := range p.Items {
				got = append(got, strings.Fields(strings.TrimSuffix(item.Text, " …"))...)
				for _, n := range item.Cites {
					if !slices.ContainsFunc(p.Sources, func(s chat.Source) bool { return s.N == n }) {
						t.Fatalf("part %d cites [%d] without its source", i+1, n)
					}
				}
			}
			if p.Key != chat.PartKey(in.Key, i+1) {
				t.Fatalf("part %d has the key %q", i+1, p.Key)
			}
		}
		var want []string
		for _, item := range in.Items {
			want = append(want, strings.Fields(item.Text)...)
		}
		if diff := cmp.Diff(strings.Join(want, ""), strings.Join(got, "")); diff != "" {
			t.Fatalf("text (-want +got):\n%s", diff)
		}
	}
}

func randomPage(random *rand.Rand) chat.Page {
	p := chat.Page{Key: "k", Title: "title", Note: "note", Answer: "answer"}
	for n := range 3 {
		p.Sources = append(p.Sources, chat.Source{N: n + 1, Title: "s", Quote: strings.Repeat("q", random.IntN(20))})
	}
	for range random.IntN(12) {
		i := chat.Item{Style: chat.Bullet}
		if random.IntN(4) == 0 {
			i.Style = chat.Heading
		}
		for w := range 1 + random.IntN(20) {
			if w > 0 {
				i.Text += " "
			}
			i.Text += strings.Repeat("é", 1+random.IntN(12))
		}
		if random.IntN(2) == 0 {
			i.Cites = []int{1 + random.IntN(3)}
		}
		p.Items = append(p.Items, i)
	}
	return p
}
