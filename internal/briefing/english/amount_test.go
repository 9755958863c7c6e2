package english

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	type read struct {
		Text  string
		Value float64
		Unit  string
		Noun  string
	}
	for text, want := range map[string][]read{
		"It costs $7.2 million.":            {{"7.2 million", 7.2e6, "money", "dollar"}},
		"a $1.5bn loan, 640m crowns":        {{"1.5bn", 1.5e9, "money", "dollar"}, {"640m", 640e6, "money", Key("crowns")}},
		"twenty-one seats and 1,200 jobs":   {{"twenty-one", 21, "", Key("seats")}, {"1,200", 1200, "", Key("jobs")}},
		"5 per cent, 6% and 7 percent":      {{"5", 5, "percent", "percent"}, {"6", 6, "percent", "percent"}, {"7", 7, "percent", Key("percent")}},
		"from 38 to 36":                     {{"38", 38, "", ""}, {"36", 36, "", ""}},
		"17 km or 3 hours":                  {{"17", 17, "distance", Key("km")}, {"3", 3, "duration", Key("hours")}},
		"two hundred thousand people":       {{"two hundred thousand", 2e5, "", Key("people")}},
		"at 19:30 and on some of the roads": nil,
		"":                                  nil,
	} {
		var got []read
		for _, a := range Amounts(text, Tokens(text)) {
			got = append(got, read{a.Of(text), a.Value, a.Unit, a.Noun})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
