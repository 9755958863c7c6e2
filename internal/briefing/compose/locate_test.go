package compose

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	const text = "Ada said: “It isn’t over – not  yet…” The [pier](https://example.org/p) was **unable** to open [3] on\nFriday. İzmir said no."
	for quote, want := range map[string]string{
		"Ada said:":                      "Ada said",
		`"It isn't over - not yet..."`:   "It isn’t over – not  yet",
		"it ISN’T OVER":                  "It isn’t over",
		"The pier was unable to open on": "The [pier](https://example.org/p) was **unable** to open [3] on",
		"open [3] on Friday.":            "open [3] on\nFriday",
		"open on\n\n Friday":             "open [3] on\nFriday",
		"able to open":                   "", // of unable
		"was unabl":                      "",
		"is over":                        "",
		"i̇zmir said":                    "", // two characters for one
		"İzmir said":                     "İzmir said",
		"":                               "",
		" “…” ":                          "",
		"said":                           "said",
	} {
		at, ok := locate(text, briefing.Span{Start: 0, End: len(text)}, quote)
		if got := at.Of(text); ok != (want != "") || ok && got != want {
			t.Errorf("locate(%q) = %q, %v; want %q", quote, got, ok, want)
		}
	}
	if at, ok := locate(text, briefing.Span{Start: 60, End: len(text)}, "Ada said"); ok {
		t.Errorf("%q is outside of the part", at.Of(text))
	}
}
