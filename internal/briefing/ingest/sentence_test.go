package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sentenceCases are paragraphs of news English with a bar at every sentence bound.
var sentenceCases = []string{
	// Acronyms.
	"The U.S. delegation left early. |It will return on Monday.",
	"U.S. President Harry Truman signed the bill. |Congress had passed it in May.",
	"The vaccine was approved in the U.S. |The European agency is still waiting.",
	"Trade between China and the U.S. rose by 4 percent. |Exports fell.",
	"The ambassador to the U.S. Maria Lopez declined to comment.",
	"She moved to Washington, D.C. |In 2009 she was elected.",
	"The U.N. Security Council met on Tuesday. |No vote was taken.",
	"He holds a Ph.D. in physics. |His wife is an M.D. at the same clinic.",
	"The E.U. and the U.K. signed the deal. |Both sides were pleased.",
	"The case, Smith v. Jones, was dismissed. |An appeal is planned.",
	// Times of day.
	"The march starts at 9 a.m. on Friday. |Roads will be closed.",
	"Doors open at 7:30 p.m. Eastern time.",
	"The polls close at 8 p.m. |The first results are due at midnight.",
	"It was 6 a.m. GMT when the quake struck. |Nobody was hurt.",
	"9:47 p.m. — The home side answers right back.",
	// Numbers and money.
	"The firm paid $7.2 million for the site. |It sold for $9.5 million.",
	"Inflation slowed to 3.5 percent. |Analysts had expected 3.7.",
	"Growth was 2.1% in 2023. |The bank forecasts 1.8% for 2024.",
	"The suite is No. 10 on the list. |It costs Rs. 500 a night.",
	"Was it a mistake? |He said no. |Then he left.",
	"Turnout was 61.4 percent in 2016. |5 years earlier it was 58.",
	"Version 2.0.1 was released. |Users complained.",
	// Titles and names.
	"Mr. Brown met Mrs. Green and Dr. White. |They spoke for an hour.",
	"Economist Jeffrey D. Lund warned of a slump. |Others disagreed.",
	"George W. Bush and J.K. Rowling attended. |So did Samuel L. Jackson.",
	"Gen. Mark Hill and Lt. Col. Ana Ruiz testified. |Sen. Tom Hale asked about costs.",
	"Martin Luther King Jr. spoke there in 1963. |Thousands came.",
	"Police in St. Louis made two arrests. |St. Mary's Church was damaged.",
	"The office on Wall St. is empty. |A buyer has been found.",
	"Gov. Ron Blake signed it. |Rep. Lee voted against.",
	"Prof. E. O. Hart studied ants. |The work took decades.",
	"They fought in World War I. |The next war was worse.",
	"Sources say vitamin C. |Doctors are not so sure.",
	// Companies.
	"Apple Inc. said profit rose. |Shares of Acme Corp. fell.",
	"She joined Widget Co. |The firm is based in Leeds.",
	"Yahoo! is based in California. |It was founded in 1994.",
	"The lawsuit was filed against Tyson Foods Inc. and others.",
	// Dates.
	"The law took effect on Jan. 5, 2021. |It was repealed on Sept. 11.",
	"Talks resume in Feb. |The last round failed.",
	"It was founded in 1867. |Today it has 40 members.",
	// Latin and other abbreviations.
	"Some metals, e.g. copper, are scarce. |Others, i.e. iron, are not.",
	"They sell pens, paper, etc. |The shop is open daily.",
	"It is France vs. Spain tonight. |Kick-off is at nine.",
	"Approx. 300 people came. |Est. 1990, the club is small.",
	// Web addresses and names with dots.
	"Visit www.example.com for details. |The site is free.",
	"He wrote to ana@example.org. |She replied at once.",
	"The app was built with Node.js and runs on .NET today. |It is slow.",
	// Ellipses.
	"“We will see... maybe next year,” he said. |He smiled.",
	"I don’t know… |We shall see.",
	"The list goes on ... and on. |It never ends.",
	// Quotation marks.
	"“It was time for dialogue,” the minister stated. |Nobody answered.",
	"He said, “The talks will go on.” |However, no date was set.",
	`"We are ready." |The crowd cheered.`,
	"“Will it hold?” asked the mayor. |“It must,” she added.",
	"“Is this the end?” Mayor Hill asked. |Nobody knew.",
	"“Go home!” he shouted. |They went.",
	"She said: “We lost. |We will try again.” |Then she resigned.",
	"He called it a “disgrace.” |The board said nothing.",
	"The ‘feel-out’ session lasted an hour. |It was called ‘a success.’ |Few agreed.",
	"“The U.S. is making efforts,” she claimed. |“The E.U. is not.”",
	"(The minister has denied this.) |The inquiry goes on.",
	"He won (by two votes). |She lost.",
	// Questions, exclamations, several marks.
	"Who won? |Nobody knows.",
	"What a night! |The fans sang till dawn.",
	"Really?! |Yes, really.",
	// Lower-case names, notes, lists.
	"The company sold the rights. |iPhone sales rose again.",
	"The city fell in 1453.[12] |The empire ended.[13]",
	"1. The first point is cost. |2. The second is time.",
	// Tokenised text.
	"The dam was built in 1936 . |It is 221 metres high .",
	"He called it `` a great day . '' |The crowd agreed .",
	`She said " we are done . " |Then she left .`,
	"( The offer still stood . ) |Nobody took it .",
	// Forum posts.
	"it works fine for me. |but the battery is bad",
	// No stop at all; only marks.
	"A line without a stop",
	"...",
	"",
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, c := range sentenceCases {
		want := []string{}
		for part := range strings.SplitSeq(c, "|") {
			if part = strings.TrimSpace(part); part != "" {
				want = append(want, part)
			}
		}
		text := strings.ReplaceAll(c, "|", "")
		got := []string{}
		for _, s := range sentences(text) {
			got = append(got, s.Of(text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("sentences(%q): -want +got\n%s", text, diff)
		}
	}
}
