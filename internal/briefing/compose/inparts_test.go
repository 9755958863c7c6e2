package compose_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

// evidenceInParts is what a service finds for a question and for each of its parts.
func evidenceInParts(t testing.TB, question string, articles ...briefing.Article) briefing.Evidence {
	t.Helper()
	e := evidence(t, briefing.Question{Text: question}, articles...)
	for _, part := range e.Query.Parts {
		e.Parts = append(e.Parts, evidence(t, part.Question, articles...))
	}
	return e
}

// sketchParts writes a draft in parts, each after its question.
func sketchParts(d briefing.Draft) string {
	if len(d.Parts) == 0 {
		return sketch(d)
	}
	var out []string
	for _, part := range d.Parts {
		out = append(out, part.Asked+": "+sketch(part))
	}
	return strings.Join(out, "\n")
}

func TestAnswersInParts(t *testing.T) {
	t.Parallel()
	vesper := story("vesper", "The Vesper bridge", "The Vesper bridge was built by the firm Oldmark in 1931. The Vesper bridge is 420 metres high.")
	for question, want := range map[string]string{
		"Who opened the Lunda bridge and what did the Lunda bridge cost?":                  "Who opened the Lunda bridge: " + opened + " [harbour]\nwhat did the Lunda bridge cost: The Lunda bridge cost 7 million crowns. [harbour]",
		"What did the Lunda bridge cost and who painted the town hall of Vesper?":          "What did the Lunda bridge cost: The Lunda bridge cost 7 million crowns. [harbour]\nwho painted the town hall of Vesper: not found: painted",
		"Who opened the Lunda bridge and when?":                                            "Who opened the Lunda bridge: " + opened + " [harbour]",
		"Who painted the town hall of Vesper and who won the boat race on the Orm?":        "not found: painted won boat race Orm",
		"Who opened the Lunda bridge? How high is the Vesper bridge? What did Lunda cost?": "Who opened the Lunda bridge: " + opened + " [harbour]\nHow high is the Vesper bridge: The Vesper bridge is 420 metres high. [vesper]\nWhat did Lunda cost: The Lunda bridge cost 7 million crowns. [harbour]",
	} {
		e := evidenceInParts(t, question, append(lunda, vesper)...)
		d, err := compose.New().Compose(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, sketchParts(d)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", question, diff)
		}
		for i, part := range d.Parts {
			for _, c := range part.Claims {
				if err := (cite.Gate{}).Check(part.Asked, c); err != nil || part.Asked != e.Parts[i].Query.Question.Text {
					t.Errorf("%q: %q: %v", question, part.Asked, err)
				}
			}
		}
	}
}

// Of two things that are compared the answer names the one, where both values are of one unit.
func TestCompares(t *testing.T) {
	t.Parallel()
	bridges := []briefing.Article{
		story("vesper", "The Vesper bridge", "The Vesper bridge is 420 metres high. The Vesper bridge opened in 1931. The Vesper bridge has 12 arches."),
		story("orlen", "The Orlen tunnel bridge", "The Orlen bridge is 300 metres high. The Orlen bridge opened in May 2031. The Orlen bridge has nearly 9 arches."),
	}
	for question, want := range map[string]string{
		"Which is higher, the Vesper bridge or the Orlen bridge?":         "The Vesper bridge is higher than the Orlen bridge. [vesper orlen]",
		"Which bridge is lower: the Vesper bridge or the Orlen bridge?":   "", // the gate takes it for the opposite of high
		"Which of the Vesper bridge and the Orlen bridge opened first?":   "The Vesper bridge opened earlier than the Orlen bridge. [vesper orlen]",
		"Which opened later, the Vesper bridge or the Orlen bridge?":      "The Orlen bridge opened later than the Vesper bridge. [orlen vesper]",
		"Which is higher, the Vesper bridge or the Lunda bridge?":         "",
		"Compare the Vesper bridge and the Orlen bridge":                  "",
		"Which has more arches, the Vesper bridge or the Orlen bridge?":   "",
		"Which is the highest, the Vesper bridge or the Orlen bridge?":    "",
		"How high is the Vesper bridge and how high is the Orlen bridge?": "",
	} {
		d, err := compose.New().Compose(t.Context(), evidenceInParts(t, question, bridges...))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(d.Parts) == 3 {
			got = sketch(d.Parts[0])
		}
		if got != want {
			t.Errorf("%q: %q, want %q\n%s", question, got, want, sketchParts(d))
		}
	}
}
