package compose_test

import "testing"

func TestStance(t *testing.T) {
	t.Parallel()
	articles := pair(
		"Mayor Olga Fenn promised to build the tram to the harbour of Tarn.",
		"While Mayor Olga Fenn once proposed a tram to the harbour, she has backed away from that.",
	)
	check(t, articles, []asked{
		{"Does Mayor Fenn support a tram to the harbour?", []string{
			"Mayor Olga Fenn promised to build the tram to the harbour of Tarn. [post] 1",
			"While Mayor Olga Fenn once proposed a tram to the harbour, she has backed away from that. [coast] 2",
			"differ: position",
		}},
	})
	// another one's stance is no side of hers
	check(t, pair(
		"Mayor Olga Fenn promised to build the tram to the harbour of Tarn.",
		"The union of the drivers rejected the tram to the harbour of Tarn. Mayor Olga Fenn was away.",
	), []asked{
		{"Does Mayor Fenn support the tram to the harbour?", []string{"not found: support"}},
	})
}
