package retrieve

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func TestOffices(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]string{
		"What did the Palace spokesman say?":                      "palac spokesman",
		"what did the central bank governor say about rates":      "central bank governor",
		"Did the governor of the Bank of Norland resign?":         "governor bank norland",
		"When will Norland's finance minister speak?":             "norland financ minist",
		"When will the deputy finance minister of Norland speak?": "deputi financ minist norland",
		"What did the minister say?":                              "",
		"What did the finance ministers say?":                     "", "What did the palace spokesmen say?": "",
		"What did Palace spokesman Ilmar Voss say?":               "",
		"Why is the harbour closed?":                              "",
		"Why did the ferry company chief executive leave in May?": "ferri compani chief execut",
	} {
		var got []string
		for _, office := range offices(question) {
			got = append(got, strings.Join(office, " "))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}

// TestHolders holds who is found to hold an office, and what their names are worth for it.
func TestHolders(t *testing.T) {
	t.Parallel()
	voss := article("voss", "On Monday Palace spokesman Ilmar Voss spoke.")
	brandt := article("brandt", "Later Otto Brandt, the Palace spokesman, spoke.")
	deputy := article("deputy", "On Friday deputy Palace spokesman Lena Holm spoke.")
	petra := article("petra", "Reporters met Petra Voss.")
	for _, c := range []struct {
		name     string
		docs     []*briefing.Document
		question string
		want     map[string]float64 // by name
	}{
		{"one", []*briefing.Document{voss, deputy}, "What did the Palace spokesman say?", map[string]float64{"voss": worthHolder}},
		{"two", []*briefing.Document{voss, brandt}, "What did the Palace spokesman say?", map[string]float64{"voss": worthHolders, "brandt": worthHolders}},
		{"one with a namesake", []*briefing.Document{voss, petra}, "What did the Palace spokesman say?", nil},
		{"a country's", []*briefing.Document{article("a", "On Monday Norwegian President Ilmar Voss spoke.")}, "What did the president of Norway say?", map[string]float64{"voss": worthHolder}},
		{"another country's", []*briefing.Document{article("a", "On Monday Norwegian President Ilmar Voss spoke to Sweden.")}, "What did the president of Sweden say?", nil},
		{"a country's, which is not asked for", []*briefing.Document{article("a", "On Monday Norwegian Finance Minister Ilmar Voss spoke.")}, "What did the finance minister say?", map[string]float64{"voss": worthHolder}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := indexOf(t, c.docs...)
			e := search(t, x, c.question, 5)
			got := map[string]float64{}
			for _, term := range e.Query.Terms {
				for _, name := range []string{"voss", "brandt", "holm"} {
					if v, ok := term.Variants[name]; ok {
						got[name] = v
					}
				}
			}
			if c.want == nil {
				c.want = map[string]float64{}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("names for the office (-want +got):\n%s", diff)
			}
		})
	}
}
