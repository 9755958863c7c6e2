package ingest

import (
	"strings"
	"testing"
)

const (
	harbour = "The harbour of Port Arden reopened on Tuesday after 12 days of repairs.\n\nMayor Ada Quill said the pier was “not safe yet” for ships over 40 metres.\n\n"
	ferries = "Ferries run again from 15 August. The first leaves at 06:30."
	page    = "Harbour reopens\n\n" + harbour + ferries
)

// samePairs are texts that differ in no news, and differentPairs texts that do. Each pair is
// tried both ways round.
var samePairs = map[string][2]string{
	"nothing":                       {page, page},
	"no text":                       {"", " \n\n\t"},
	"white space":                   {page, strings.ReplaceAll(page, "\n\n", "\r\n\r\n\r\n") + "\n\n"},
	"wrapped lines":                 {harbour, strings.ReplaceAll(harbour, " Arden", "\nArden")},
	"no-break spaces":               {harbour, strings.ReplaceAll(harbour, "12 days", "12\u00a0days")},
	"zero-width spaces":             {harbour, strings.ReplaceAll(harbour, "harbour", "har\u00adbour\u200b")},
	"straight quotation marks":      {harbour, strings.NewReplacer("“", `"`, "”", `"`).Replace(harbour)},
	"apostrophes":                   {"It’s the mayor’s word.", "It's the mayor's word."},
	"dashes":                        {"The pier — the long one – is shut.", "The pier - the long one -- is shut."},
	"tight dashes":                  {"The pier—the long one—is shut.", "The pier – the long one – is shut."},
	"a dash at a line's end":        {"The pier –\nthe long one.", "The pier – the long one."},
	"ellipsis":                      {"Well… no.", "Well... no."},
	"decomposed letters":            {"Café Müller reopens.", "Cafe\u0301 Mu\u0308ller reopens."},
	"emphasis":                      {"The **long** pier, _not_ the short one.", "The long pier, not the short one."},
	"emphasis beside marks":         {"(*The Courier*), “**no**”.", "(The Courier), “no”."},
	"bullets":                       {"Open:\n- the pier\n- the lock", "Open:\n• the pier\n* the lock"},
	"heading marks":                 {"## Why it matters\n" + harbour, "Why it matters\n" + harbour},
	"quotation marks of Markdown":   {"> " + ferries, ferries},
	"a rule":                        {harbour + ferries, harbour + "* * *\n\n" + ferries},
	"an underline":                  {"Harbour reopens\n" + harbour, "Harbour reopens\n===\n" + harbour},
	"a promotional line":            {page, strings.Replace(page, ferries, "READ MORE: Ten best piers\n\n"+ferries, 1)},
	"other promotional lines":       {harbour + "Also read: A", harbour + "Sign up for our newsletter today\nAdvertisement"},
	"share buttons":                 {page, "Facebook Twitter WhatsApp\n" + page},
	"an age":                        {"Updated 3 hours ago\n" + page, "Updated 4 hours ago\n" + page},
	"an age to nothing":             {"3 minutes ago\n" + page, page},
	"an age in words":               {"Published an hour ago\n" + page, "Published two years ago\n" + page},
	"just now":                      {"Posted just now\n" + page, "Posted 5m ago\n" + page},
	"a time stamp":                  {"Last updated 12:04 GMT, 15 August\n\n" + page, "Last updated 13:31 GMT, 15 August\n\n" + page},
	"a time stamp below":            {page + "\n\nUpdated: 15 August 2025 at 10:04 a.m. EDT", page + "\n\nUpdated: Aug. 16, 2025, 9 am EDT"},
	"a stamp with a full stop":      {page + "\n\nUpdated 5 minutes ago.", page + "\n\nLast updated 10:04 a.m., 16 August 2025."},
	"a stamp in ISO":                {"Published: 2025-08-15T10:04:00Z\n" + page, "Published: 2025-08-15T10:04:00+02:00\n" + page},
	"published and updated":         {"Published 15th August 2025 | Updated 15/08/2025 10:04\n" + page, page},
	"a label above its date":        {"Published\nFriday, 15 August 2025\n" + page, page},
	"a date above the story":        {"15 August 2025, 10:04 BST\n" + page, "Fri 15 Aug 2025 12:30 BST\n" + page},
	"reading time":                  {"5 min read\n" + page, "6-minute read\n" + page},
	"reading time, labelled":        {"Reading time: 5 minutes\n" + page, page},
	"comments":                      {page + "\n12 comments", page + "\n13 comments"},
	"comments in parentheses":       {page + "\nComments (12)", page},
	"shares":                        {"1.2K shares · 40 comments\n" + page, "1.3K shares · 41 comments\n" + page},
	"a byline moved":                {"By Ada Quill\n\n" + page, page + "\n\nBy Ada Quill"},
	"a byline of two":               {"By ANA RUIZ and BO MARSH, Demo Wire\n" + page, page},
	"a byline with a role":          {"By Jean-Luc O’Neil, Chief political correspondent, in Port Arden\n" + page, page},
	"a byline with a stamp":         {"By Ada Quill, updated 3 hours ago\n" + page, "By Ada Quill · Updated Aug. 16, 2025\n" + page},
	"an age beside a name":          {"Ada Quill · 3 minutes ago\n" + page, "Ada Quill · 9 minutes ago\n" + page},
	"reporting credits":             {page + "\n(Reporting by Ana Ruiz in Port Arden; Editing by Bo Marsh)", page},
	"wire credits":                  {page + "\n(With inputs from Demo Wire)", page},
	"picture credits":               {"Photo: Ana Ruiz/Demo Wire\n" + page, "Image source: Demo Wire\n" + page},
	"an illustration":               {"Illustration by Ana Ruiz / Demo Wire\n" + page, page},
	"live":                          {"LIVE | Updated 2 mins ago\n" + page, "LIVE | Updated 44 mins ago\n" + page},
	"copyright":                     {page + "\n© 2025 Demo Wire. All rights reserved.", page},
	"a promotional part of a line":  {"Ada Quill | Share | Save\n" + page, "Ada Quill\n" + page},
	"everything at once, and again": {"# Harbour reopens\n*By Bo Marsh*\n" + page[len("Harbour reopens"):], page},
}

var differentPairs = map[string][2]string{
	"a sentence like a stamp":     {page + "\n\nPublished 3 books.", page + "\n\nPublished 4 books."},
	"a text and none":             {page, ""},
	"a number":                    {page, strings.Replace(page, "12 days", "13 days", 1)},
	"a number of one digit more":  {"It cost $1.2 million.", "It cost $12 million."},
	"a name":                      {page, strings.Replace(page, "Ada Quill", "Bo Marsh", 1)},
	"a negation":                  {page, strings.Replace(page, "not safe", "safe", 1)},
	"a date in a sentence":        {page, strings.Replace(page, "15 August", "16 August", 1)},
	"a time in a sentence":        {page, strings.Replace(page, "06:30", "07:30", 1)},
	"an age in a sentence":        {"The mayor left 3 hours ago.", "The mayor left 4 hours ago."},
	"a stamp with a sentence":     {"Updated figures: 12 people died.", "Updated figures: 13 people died."},
	"a sentence added":            {page, page + " The lock stays shut."},
	"a paragraph removed":         {page, harbour + ferries},
	"a heading":                   {page, strings.Replace(page, "Harbour reopens", "Harbour stays shut", 1)},
	"an item":                     {"Open:\n- the pier\n- the lock", "Open:\n- the pier\n- the dock"},
	"the order of paragraphs":     {harbour + ferries, ferries + "\n\n" + harbour},
	"the order of items":          {"Winners:\n- Quill\n- Marsh", "Winners:\n- Marsh\n- Quill"},
	"a rank":                      {"1. Quill\n2. Marsh", "2. Quill\n3. Marsh"},
	"a letter's case":             {"They told us.", "They told US."},
	"a question":                  {"The pier is shut.", "The pier is shut?"},
	"a quotation now":             {"The pier was not safe.", "The pier was “not safe”."},
	"a sign":                      {"It fell to -5 degrees.", "It fell to 5 degrees."},
	"a typographic sign":          {"It fell to −5 degrees.", "It fell to 5 degrees."},
	"a power":                     {"It is 10² metres.", "It is 102 metres."},
	"a fraction":                  {"It is 5½ metres.", "It is 51/2 metres."},
	"a product":                   {"It is 2*3 metres.", "It is 23 metres."},
	"a decimal point":             {"Rates rose 0.5 points.", "Rates rose 05 points."},
	"a score":                     {"Arden won 3–2.", "Arden won 3–1."},
	"a range":                     {"Between 10–12 people.", "Between 1012 people."},
	"a date that heads":           {harbour + "15 August 2025\n\n" + ferries, harbour + "16 August 2025\n\n" + ferries},
	"a time that heads":           {harbour + "12:04 GMT\n\n" + ferries, harbour + "12:05 GMT\n\n" + ferries},
	"a byline that is a sentence": {"By Tuesday Ada Quill had won.", "By Tuesday Bo Marsh had won."},
	"by, in a sentence":           {"By May the pier had cost $3 million", "By May the pier had cost $4 million"},
	"years ago that head":         {harbour + "20 years ago\n\n" + ferries, harbour + "30 years ago\n\n" + ferries},
	"a picture that tells":        {"Photo: 12 people were on the pier", "Photo: 13 people were on the pier"},
	"a picture with a text":       {"Photo by Ana Ruiz / Demo Wire The pier was shut for 12 days after it was hit", "Photo by Ana Ruiz / Demo Wire The pier was open for 12 days after it was hit"},
	"reporting that tells":        {"Reporting by the Courier found 12 deaths.", "Reporting by the Courier found 13 deaths."},
	"a row of a table":            {"Arden | 12 | 40", "Arden | 12 | 41"},
	"an amount of shares held":    {"She sold 500 shares on Monday.", "She sold 600 shares on Monday."},
	"an outcome beside a label":   {"Result | Published | 3-2", "Result | Published | 3-1"},
	"a diacritic":                 {"The mayor of Mo.", "The mayor of Mö."},
	"a currency":                  {"It cost €5.", "It cost $5."},
	"a unit":                      {"A 5 m wave.", "A 5 km wave."},
}

func TestSameStory(t *testing.T) {
	t.Parallel()
	if n := len(samePairs) + len(differentPairs); n < 40 {
		t.Errorf("%d pairs", n)
	}
	for want, pairs := range map[bool]map[string][2]string{true: samePairs, false: differentPairs} {
		for name, p := range pairs {
			for _, q := range [][2]string{p, {p[1], p[0]}} {
				if got := SameStory(q[0], q[1]); got != want {
					t.Errorf("%s: SameStory is %t, want %t, of\n%q\n%q\n%q\n%q", name, got, want, q[0], q[1], news(q[0]), news(q[1]))
				}
			}
		}
	}
}

func FuzzSameStory(f *testing.F) {
	for _, pairs := range []map[string][2]string{samePairs, differentPairs} {
		for _, p := range pairs {
			f.Add(p[0], p[1])
		}
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		same := SameStory(a, b)
		if SameStory(b, a) != same || SameStory(a, b) != same {
			t.Fatal("not the same both ways and twice")
		}
		if !SameStory(a, a) || !SameStory(a, a+"\n\n \t") || !SameStory("\n\n"+a, a) {
			t.Fatal("white space around a text makes another")
		}
		if once := news(a); once != news(a) {
			t.Fatal("not the same news twice")
		}
	})
}
