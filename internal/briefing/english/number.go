package english

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"briefbot/internal/briefing"
)

// Quantity is an amount that a text states, as the range of values that it leaves open.
type Quantity struct {
	briefing.Span
	Low, High float64 // in the base unit: metres, seconds, the currency, or the thing counted
	Unit      string  // "money", "percent", "distance", "duration", "weight", "area", "temperature", "speed", "age", "energy", or "count"
	Scale     float64 // base units in one of the unit as written
	Noun      string  // the key of what is counted, or of the currency; "" when there is none
}

// Compatible reports whether both can be true of one thing: their ranges meet, or one is the
// other rounded. Counts below 100 are not taken to be rounded.
func (q Quantity) Compatible(o Quantity) bool {
	if q.Low <= o.High && o.Low <= q.High {
		return true
	}
	if q.Low != q.High || o.Low != o.High || q.small() || o.small() {
		return false
	}
	if q.Scale != o.Scale {
		const converted = 0.03 // miles made kilometres, rounded
		return math.Abs(q.Low-o.Low) <= converted*math.Max(q.Low, o.Low)
	}
	digits := min(significant(q.Low), significant(o.Low))
	return round(q.Low, digits) == round(o.Low, digits)
}

func (q Quantity) small() bool { return q.Low == math.Trunc(q.Low) && math.Abs(q.Low) < 100 }

// significant returns how many decimal digits of v are not trailing zeros, at most 6.
func significant(v float64) int {
	for digits := 1; digits < 6; digits++ {
		if round(v, digits) == round(v, 6) {
			return digits
		}
	}
	return 6
}

// round returns v rounded to so many significant digits, as text.
func round(v float64, digits int) string { return strconv.FormatFloat(v, 'e', digits-1, 64) }

type unit struct {
	kind  string
	scale float64
}

// units maps the keys of units of measure to what they measure, in base units.
var units = unitTable()

func unitTable() map[string]unit {
	m := map[string]unit{}
	add := func(kind string, scale float64, names string) {
		for _, n := range strings.Fields(names) {
			m[Key(n)] = unit{kind, scale}
		}
	}
	add("distance", 1, "m metre meter")
	add("distance", 1000, "km kilometre kilometer kms")
	add("distance", 1609, "mile miles mi")
	add("distance", 0.3048, "ft foot feet")
	add("distance", 0.0254, "inch inches")
	add("distance", 0.01, "cm centimetre centimeter")
	add("distance", 0.001, "mm millimetre millimeter")
	add("distance", 1852, "nautical")
	add("speed", 1/3.6, "kph kmh")
	add("speed", 0.447, "mph")
	add("speed", 0.514, "knot knots")
	add("duration", 1, "second seconds sec")
	add("duration", 60, "minute minutes min")
	add("duration", 3600, "hour hours hr hrs")
	add("duration", 86400, "day days")
	add("duration", 7*86400, "week weeks")
	add("duration", 30.4*86400, "month months")
	add("duration", year, "year years")
	add("duration", 10*year, "decade decades")
	add("duration", 100*year, "century centuries")
	add("weight", 1, "kg kilogram kilogramme kilo")
	add("weight", 1000, "tonne ton tons tonnes")
	add("weight", 0.4536, "pound-weight lb lbs")
	add("area", 1e4, "hectare hectares")
	add("area", 4047, "acre acres")
	add("energy", 1, "watt kwh mw gw megawatt gigawatt kilowatt terawatt")
	add("temperature", 1, "degree degrees celsius fahrenheit")
	add("percent", 1, "percent")
	add("percent", 1, "percentage")
	add("money", 1, "dollar dollars euro euros pound pounds yen yuan rouble rubles ruble rupee rupees franc francs krona crown crowns peso pesos lira rand won dirham riyal shekel real zloty cent cents")
	return m
}

const year = 365.25 * 86400

var (
	numberWord = `(?:\d[\d,]*(?:\.\d+)?|half a|several|a few|dozens of|hundreds of thousands of|tens of thousands of|hundreds of|thousands of|millions of|billions of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)`
	quantityRE = regexp.MustCompile(`(?i)(?:\b(more than|over|at least|above|upwards of|exceeding|less than|fewer than|under|up to|at most|below|nearly|almost|close to|about|around|some|roughly|approximately|an estimated)\s+)?` +
		`((?:US|A|C|NZ|HK)?[$€£¥₹]\s?)?(?:\b(` + numberWord + `))(?:[\s-]*(?:to|and|–|-)[\s-]*(\d[\d,]*(?:\.\d+)?))?` +
		`(?:[\s-]?\b(hundred|thousand|million|billion|trillion|dozen|bn|mn|m|k|tn)\b)?(\s?%|\s+per\s?cent)?`)
	perHour   = regexp.MustCompile(`(?i)^(?:/h\b|\s*(?:per|an)\s+hour)`)
	ageRE     = regexp.MustCompile(`(?i)\baged (\d{1,3})\b|\b(\d{1,3})-year-old\b|[A-Z][\w’'-]+[*_]*, (\d{1,3}),`)
	ordinalRE = regexp.MustCompile(`(?i)\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\s+(straight\s+|consecutive\s+)?(second|minute|hour|day|week|month|year|decade)\b`)
)

var multipliers = map[string]float64{
	"": 1, "dozen": 12, "hundred": 100, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}

var vague = map[string][2]float64{
	"several": {3, 9}, "a few": {2, 5}, "dozens of": {24, 99}, "hundreds of": {200, 999}, "thousands of": {2000, 9999},
	"tens of thousands of": {20000, 99999}, "hundreds of thousands of": {2e5, 999999}, "millions of": {2e6, 1e9}, "billions of": {2e9, 1e12}, "half a": {0.5, 0.5},
}

// Quantities finds the amounts that a text states. A bare number without unit or noun, a
// year and a time of day are none.
func Quantities(text string) []Quantity {
	var out []Quantity
	for _, m := range quantityRE.FindAllStringSubmatchIndex(text, -1) {
		if q, ok := readQuantity(text, m); ok {
			out = append(out, q)
		}
	}
	for _, m := range ordinalRE.FindAllStringSubmatchIndex(text, -1) {
		n := ordinalValue(strings.ToLower(text[m[2]:m[3]]))
		u := units[Key(text[m[6]:m[7]])]
		if n > 0 && u.kind == "duration" {
			out = append(out, Quantity{Span: briefing.Span{Start: m[0], End: m[1]}, Low: float64(n-1) * u.scale, High: float64(n) * u.scale, Unit: "duration"})
		}
	}
	for _, m := range ageRE.FindAllStringSubmatchIndex(text, -1) {
		for g := 1; g <= 3; g++ {
			if m[2*g] >= 0 {
				age := float64(atoi(group(text, m, g))) * year
				out = append(out, Quantity{Span: briefing.Span{Start: m[2*g], End: m[2*g+1]}, Low: age, High: age, Unit: "age"})
			}
		}
	}
	return out
}

func group(text string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return text[m[2*i]:m[2*i+1]]
}

func readQuantity(text string, m []int) (Quantity, bool) {
	q := Quantity{Span: briefing.Span{Start: m[0], End: m[1]}}
	low, high, bare, ok := numberRange(strings.ToLower(group(text, m, 3)), group(text, m, 4))
	if !ok || partOfWord(text, m[6], m[1]) {
		return q, false
	}
	times := multipliers[strings.ToLower(group(text, m, 5))]
	q.Low, q.High = low*times, high*times
	rest := Tokens(text[m[1]:min(len(text), m[1]+60)])
	switch {
	case group(text, m, 2) != "":
		q.Unit = "money"
	case group(text, m, 6) != "":
		q.Unit = "percent"
	default:
		q.readUnit(text, m, rest)
	}
	if q.Unit == "count" && (q.Noun == "" || bare) {
		return q, false
	}
	q.qualify(strings.ToLower(group(text, m, 1)))
	return q, true
}

// numberRange reads a number in digits or words; bare says that it is only an article.
func numberRange(s, to string) (low, high float64, bare, ok bool) {
	if r, found := vague[s]; found {
		return r[0], r[1], false, true
	}
	switch s {
	case "a", "an":
		return 1, 1, true, true
	case "one":
		return 1, 1, false, true
	}
	key := strings.ReplaceAll(s, ",", "")
	if k, found := fixedKeys[s]; found {
		key = k
	}
	low, err := strconv.ParseFloat(key, 64)
	if err != nil {
		return 0, 0, false, false
	}
	high = low
	if to != "" {
		if h, err := strconv.ParseFloat(strings.ReplaceAll(to, ",", ""), 64); err == nil && h > low {
			high = h
		}
	}
	return low, high, false, true
}

// partOfWord reports whether the number at [from, end) belongs to a time, a date or a name:
// 19:30, 24brussels, F-16.
func partOfWord(text string, from, end int) bool {
	if end < len(text) && (text[end] == ':' && end+1 < len(text) && isDigit(text[end+1])) {
		return true
	}
	return from > 0 && (text[from-1] == ':' || text[from-1] == '.' && from > 1 && isDigit(text[from-2]))
}

// readUnit reads the unit, or the noun counted, from the tokens after the number.
func (q *Quantity) readUnit(text string, m []int, rest []Token) {
	q.Unit = "count"
	if len(rest) == 0 || strings.ContainsAny(text[m[1]:m[1]+rest[0].Start], ".,;:()“”\"") {
		return
	}
	if _, ok := units[rest[0].Key]; !ok && rest[0].Start == 0 {
		return // a name: 24brussels
	}
	for i, t := range rest[:min(len(rest), 4)] {
		if i > 0 && strings.TrimSpace(strings.Trim(text[m[1]+rest[i-1].End:m[1]+t.Start], "-")) != "" {
			return
		}
		if u, ok := units[t.Key]; ok && (i == 0 || rest[0].Lower == "square" || u.kind == "money") {
			q.Unit, q.Scale, q.Low, q.High, q.End = u.kind, u.scale, q.Low*u.scale, q.High*u.scale, m[1]+t.End
			if u.kind == "money" || u.kind == "temperature" {
				q.Noun = t.Key
			}
			if i == 1 && rest[0].Lower == "square" {
				q.Unit = "area"
			}
			if u.kind == "distance" && perHour.MatchString(text[q.End:]) {
				q.Unit, q.End = "speed", q.End+len(perHour.FindString(text[q.End:]))
			}
			if u.scale == year && i+1 < len(rest) && rest[i+1].Lower == "old" {
				q.Unit = "age"
			}
			return
		}
		if Stop(t.Key) && t.Lower != "more" && t.Lower != "other" {
			return
		}
		if q.Noun == "" || !t.Capital() {
			q.Noun = t.Key // the last noun of "120 European troops"
		}
		q.End = m[1] + t.End
		if strings.HasSuffix(t.Lower, "s") || t.Key == "person" || t.Key == "child" || t.Key == "man" || t.Key == "woman" {
			return
		}
	}
}

// qualify widens the range by "more than", "up to", "about".
func (q *Quantity) qualify(word string) {
	switch word {
	case "more than", "over", "at least", "above", "upwards of", "exceeding":
		q.High = 2 * q.High
		if q.Unit == "duration" {
			q.Low += 0.02 * q.Low
		}
	case "less than", "fewer than", "under", "up to", "at most", "below":
		q.Low = q.Low / 2
	case "nearly", "almost", "close to":
		q.Low = 0.85 * q.Low
	case "about", "around", "some", "roughly", "approximately", "an estimated":
		q.Low, q.High = 0.9*q.Low, 1.1*q.High
	default:
		if q.Unit == "duration" && q.Low >= year {
			q.Low, q.High = 0.9*q.Low, q.High+0.99*year // "for three years" leaves the months open
		}
	}
}

func ordinalValue(s string) int {
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth") {
		if w == s {
			return i + 1
		}
	}
	n, _ := strconv.Atoi(strings.TrimRight(s, "stndrh"))
	return n
}
