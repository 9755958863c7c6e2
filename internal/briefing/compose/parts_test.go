package compose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func TestParts(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]string{
		"Who leads the Orlen bank and when was the Vesper bank founded?": "Who leads the Orlen bank | when was the Vesper bank founded",
		"Who leads Orlen? When was Vesper founded?":                      "Who leads Orlen | When was Vesper founded",
		"Who leads Orlen, when was it founded and where is it based?":    "Who leads Orlen | when was it founded | where is it based",
		"Who founded Orlen and when?":                                    "Who founded Orlen | when founded Orlen",
		"When was the bridge opened, and by whom?":                       "When was the bridge opened | by whom was the bridge opened",
		"Where was the engine invented and where is it used today?":      "Where was the engine invented | where is it used today",
		"Who is Ada Quill and how is she related to Bo Marsh?":           "Who is Ada Quill | how is she related to Bo Marsh",
		"Which economist warned the bank and where does he teach?":       "Which economist warned the bank | where does he teach",
		"Is the bridge open and does it cost anything to cross it?":      "Is the bridge open | does it cost anything to cross it",
		"Who leads Orlen and is he a minister?":                          "Who leads Orlen | is he a minister",
		"When and where will Quill and Marsh meet?":                      "When will Quill and Marsh meet | where will Quill and Marsh meet",
		"Please tell me who leads Orlen and when it was founded.":        "who leads Orlen | when it was founded",
		"What are the population and the area of Vesper?":                "What is the population of Vesper | What is the area of Vesper",
		"Who are the president and prime minister of Norvania?":          "Who is the president of Norvania | Who is the prime minister of Norvania",
		"What are Vesper's population and area?":                         "What is Vesper's population | What is Vesper's area",
		"Which is larger, Vesper or Orlen?":                              "how large is Vesper | how large is Orlen",
		"Who is older, Ada Quill or Bo Marsh?":                           "how old is Ada Quill | how old is Bo Marsh",
		"Which city has more schools: Vesper or Orlen?":                  "how many schools has Vesper | how many schools has Orlen",
		"Which of Vesper and Orlen has the larger population?":           "what is the population of Vesper | what is the population of Orlen",
		"Which opened first, the Vesper bridge or the Orlen tunnel?":     "when the Vesper bridge opened | when the Orlen tunnel opened",
		"Compare the budgets of Vesper and Orlen":                        "what is the budgets of Vesper | what is the budgets of Orlen",
		"Compare Vesper and Orlen.":                                      "what is Vesper | what is Orlen",
		"How do the positions of Norvania and Sund on fishing differ?":   "what is the positions of Norvania on fishing | what is the positions of Sund on fishing",

		// One question each.
		"When will Quill and Marsh meet?":                                               "",
		"Who wrote War and Peace?":                                                      "",
		"What are the terms and conditions of the deal?":                                "",
		"Which of the parties won?":                                                     "",
		"Who is the man who left and who came back?":                                    "",
		"Who leads Orlen, which is on the Esk?":                                         "",
		"Which firm, who did not sign, and which is known for steel, left?":             "",
		"Did the report of the Post and that of the Wire both name Quill?":              "",
		"What did Quill say about who leads the party and how it votes?":                "",
		"How many people were killed and injured?":                                      "",
		"What is the difference between Vesper and Orlen?":                              "",
		"Is the ferry late or not?":                                                     "",
		"Why are the capital and the villages nervous?":                                 "",
		"Considering the report of the Post, who leads Orlen and what did he announce?": "",
		"Which is best, tea or coffee?":                                                 "",
		"And when?":                                                                     "",
		"Who came, and who?":                                                            "",
		"":                                                                              "",
		"Besides a ceasefire, what matters are likely to come up?":                      "",
		"What time, local and GMT, does it start?":                                      "",
	} {
		var got []string
		for _, p := range parts(briefing.Question{Text: question}) {
			got = append(got, p.Text)
		}
		if diff := cmp.Diff(want, strings.Join(got, " | ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", question, diff)
		}
	}
}
