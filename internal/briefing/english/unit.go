package english

import "regexp"

// unit is a unit of measure.
type unit struct {
	kind  string  // what it measures: a Quantity's Unit
	scale float64 // base units in one
}

const year = 365.25 * 86400 // seconds

// measures are the units of measure by their names.
var measures = []struct {
	kind  string
	scale float64
	names string
}{
	{"distance", 1, "m metre"},
	{"distance", 1000, "km kms kilometre"},
	{"distance", 1609, "mile mi"},
	{"distance", 0.3048, "foot ft"},
	{"distance", 0.0254, "inch"},
	{"distance", 0.01, "cm centimetre"},
	{"distance", 0.001, "mm millimetre"},
	{"distance", 1852, "nautical"},
	{"speed", 1 / 3.6, "kph kmh"},
	{"speed", 0.447, "mph"},
	{"speed", 0.514, "knot"},
	{"duration", 1, "second sec"},
	{"duration", 60, "minute min"},
	{"duration", 3600, "hour hr hrs"},
	{"duration", 86400, "day"},
	{"duration", 7 * 86400, "week"},
	{"duration", 30.4 * 86400, "month"},
	{"duration", year, "year"},
	{"duration", 10 * year, "decade"},
	{"duration", 100 * year, "century"},
	{"weight", 1, "kg kilo kilogram"},
	{"weight", 1000, "tonne ton"},
	{"weight", 0.4536, "lb lbs"},
	{"area", 1e4, "hectare"},
	{"area", 4047, "acre"},
	{"energy", 1, "watt"},
	{"energy", 1e3, "kilowatt kw"},
	{"energy", 1e6, "megawatt mw"},
	{"energy", 1e9, "gigawatt gw"},
	{"energy", 1e12, "terawatt tw"},
	{"energy", 3.6e6, "kwh"},
	{"temperature", 1, "degree celsius fahrenheit"},
	{"percent", 1, "percent percentage pc"},
	{"money", 1, "dollar euro pound yen yuan rouble ruble rupee franc krona crown peso lira rand won dirham riyal shekel real zloty"},
	{"money", 0.01, "cent"},
}

// units are the units by the keys of their names.
var units = func() map[string]unit {
	m := map[string]unit{}
	for _, u := range measures {
		for key := range keySet(u.names) {
			m[key] = unit{u.kind, u.scale}
		}
	}
	return m
}()

// currencies are the keys of currencies by their signs.
var currencies = map[rune]string{'$': "dollar", '€': "euro", '£': "pound", '¥': "yen", '₹': "rupe"}

// unitOf returns the unit that a word stands for after an amount. "Won" is a verb after a small
// one.
func unitOf(t Token, amount float64) (unit, bool) {
	u, ok := units[t.Key]
	if t.Key == wonKey && (t.Lower != "won" || amount < 100) {
		return u, false
	}
	return u, ok
}

var wonKey = Key("won")

var perHour = regexp.MustCompile(`(?i)^(?:/h\b|\s*(?:per|an)\s+hour)`)

// measure puts an amount into base units. The unit is the first of the tokens.
func (q *Quantity) measure(text string, u unit, tokens []Token) {
	q.Noun, q.End = "", tokens[0].End
	switch u.kind {
	case "money":
		q.Noun = tokens[0].Key
	case "temperature":
		q.Noun = tokens[0].Key
		if len(tokens) > 1 && degrees[tokens[1].Lower] {
			q.Noun, q.End = tokens[1].Key, tokens[1].End
		}
	case "distance":
		if hour := perHour.FindString(text[q.End:]); hour != "" {
			u = unit{"speed", u.scale / 3600}
			q.End += len(hour)
		}
	case "duration":
		if u.scale == year && len(tokens) > 1 && tokens[1].Lower == "old" {
			u.kind, q.End = "age", tokens[1].End
		}
	}
	q.Unit, q.Scale, q.Low, q.High = u.kind, u.scale, q.Low*u.scale, q.High*u.scale
}

var degrees = set("celsius fahrenheit")
