package english

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	if q.Low <= o.High && o.Low <= q.High || q.otherMeasure(o) {
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

// otherMeasure reports whether the two are in currencies or degrees that differ.
func (q Quantity) otherMeasure(o Quantity) bool {
	return q.Unit == o.Unit && (q.Unit == "money" || q.Unit == "temperature") && q.Noun != "" && o.Noun != "" && q.Noun != o.Noun
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

// round returns v rounded to so many significant digits.
func round(v float64, digits int) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	return r
}

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
	add("energy", 1, "watt watts")
	add("energy", 1e3, "kilowatt kilowatts kw")
	add("energy", 1e6, "megawatt megawatts mw")
	add("energy", 1e9, "gigawatt gigawatts gw")
	add("energy", 1e12, "terawatt terawatts tw")
	add("energy", 3.6e6, "kwh")
	add("temperature", 1, "degree degrees celsius fahrenheit")
	add("percent", 1, "percent percentage pc")
	add("money", 1, "dollar dollars euro euros pound pounds yen yuan rouble rubles ruble rupee rupees franc francs krona crown crowns peso pesos lira rand won dirham riyal shekel real zloty")
	add("money", 0.01, "cent cents")
	return m
}

const (
	year   = 365.25 * 86400
	maxAge = 120 // years
)

var currencies = map[rune]string{'$': "dollar", '€': "euro", '£': "pound", '¥': "yen", '₹': "rupe"}

var (
	digits     = `\d+(?:,\d+)*(?:\.\d+|[½¼¾])?`
	numberWord = `(?:` + digits + `|(?:half an?|several|a few|dozens of|hundreds of thousands of|tens of thousands of|hundreds of|thousands of|millions of|billions of|a|an` +
		`|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen` +
		`|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)\b)`
	quantityRE = regexp.MustCompile(`^(?i)(?:\b(more than|over|at least|above|upwards of|exceeding|less than|fewer than|under|up to|at most|below|nearly|almost|close to|about|around|some|roughly|approximately|an estimated)\s+)?` +
		`((?:US|A|C|NZ|HK)?[$€£¥₹]\s?)?(?:\b(` + numberWord + `))(?:[\s-]*(?:to|and|–|-)[\s-]*[$€£¥₹]?(` + digits + `))?` +
		`(?:[\s-]?(hundred|thousand|million|billion|trillion|dozen|bn|mn|m|k|tn)\b)?(\s?%|\s+per\s?cent\b)?`)
	perHour   = regexp.MustCompile(`(?i)^(?:/h\b|\s*(?:per|an)\s+hour)`)
	ageRE     = regexp.MustCompile(`\b[Aa]ged (\d{1,3})\b|\p{Lu}[\p{L}’'-]+[*_]*, (\d{1,3}),`)
	ordinalRE = regexp.MustCompile(`^(?i)(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\s+(straight\s+|consecutive\s+)?(second|minute|hour|day|week|month|year|decade)\b`)
)

var multipliers = map[string]float64{
	"": 1, "dozen": 12, "hundred": 100, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}

var vague = map[string][2]float64{
	"several": {3, 9}, "a few": {2, 5}, "dozens of": {24, 99}, "hundreds of": {200, 999}, "thousands of": {2000, 9999},
	"tens of thousands of": {20000, 99999}, "hundreds of thousands of": {2e5, 999999}, "millions of": {2e6, 1e9}, "billions of": {2e9, 1e12}, "half a": {0.5, 0.5}, "half an": {0.5, 0.5},
}

// Quantities finds the amounts that a text states. A bare number without unit or noun, a
// year and a time of day are none.
func Quantities(text string) []Quantity {
	var out []Quantity
	for _, m := range matches(quantityRE, text, startsQuantity) {
		if n := len(out); n > 0 && m[0] < out[n-1].End {
			continue // "60 miles an hour"
		}
		if q, ok := readQuantity(text, m); ok {
			out = append(out, q)
		}
	}
	for _, m := range matches(ordinalRE, text, startsWord) {
		n := ordinalValue(strings.ToLower(text[m[2]:m[3]]))
		u := units[Key(text[m[6]:m[7]])]
		if n > 0 && u.kind == "duration" {
			out = append(out, Quantity{Span: briefing.Span{Start: m[0], End: m[1]}, Low: float64(n-1) * u.scale, High: float64(n) * u.scale, Unit: "duration"})
		}
	}
	for _, m := range ageRE.FindAllStringSubmatchIndex(text, -1) {
		for g := 1; g <= 2; g++ {
			if m[2*g] >= 0 && atoi(group(text, m, g)) <= maxAge {
				age := float64(atoi(group(text, m, g))) * year
				out = append(out, Quantity{Span: briefing.Span{Start: m[2*g], End: m[2*g+1]}, Low: age, High: age, Unit: "age", Scale: year})
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

// numbered finds what a number without a noun behind it counts.
var numbered = regexp.MustCompile(`(?i)\b(?:number|toll|total|count|tally|figure)\b.{0,70}\b(?:at|to|is|was|of|reached|stood|stands)\s+$`)

func readQuantity(text string, m []int) (Quantity, bool) {
	q := Quantity{Span: briefing.Span{Start: m[0], End: m[1]}}
	number, currency, times := strings.ToLower(group(text, m, 3)), group(text, m, 2), strings.ToLower(group(text, m, 5))
	low, high, bare, ok := numberRange(number, group(text, m, 4))
	if !ok || partOfWord(text, m[6], m[1]) {
		return q, false
	}
	rest := Tokens(text[m[1]:min(len(text), m[1]+60)])
	if times == "m" && currency == "" && (len(rest) == 0 || !plural(rest[0])) {
		m[1], times = m[10], "" // metres
		rest = Tokens(text[m[1]:min(len(text), m[1]+60)])
	}
	q.Low, q.High = low*multipliers[times], high*multipliers[times]
	switch {
	case currency != "":
		sign, _ := utf8.DecodeRuneInString(strings.TrimLeft(currency, "USACNZHKusacnzhk"))
		q.Unit, q.Noun = "money", currencies[sign]
	case group(text, m, 6) != "":
		q.Unit = "percent"
	default:
		q.readUnit(text, m, rest)
	}
	bare = bare && times == ""
	if q.Unit == "count" && q.Noun == "" && !bare && numbered.MatchString(text[max(0, m[0]-90):m[0]]) {
		q.qualify(strings.ToLower(group(text, m, 1)))
		return q, true // "put the number of dead at 41"
	}
	if q.Unit == "count" && (q.Noun == "" || bare || isScore(number, group(text, m, 4)) || q.partOfName(text, number)) {
		return q, false
	}
	if bare && q.Unit == "duration" && q.Scale == 1 {
		return q, false // "a second wave"
	}
	q.qualify(strings.ToLower(group(text, m, 1)))
	return q, true
}

// numberRange reads a number in digits or words; bare says that it is only an article.
func numberRange(s, to string) (low, high float64, bare, ok bool) {
	if r, found := vague[s]; found {
		return r[0], r[1], false, true
	}
	if s == "a" || s == "an" {
		return 1, 1, true, true
	}
	low, ok = numberValue(s)
	high = low
	if to != "" {
		if h, ok := numberValue(to); ok && h > low {
			high = h
		}
	}
	return low, high, false, ok
}

var decimals = strings.NewReplacer(",", "", "½", ".5", "¼", ".25", "¾", ".75")

// numberValue reads a number in digits or, below a hundred, in words.
func numberValue(s string) (float64, bool) {
	if isDigit(s[0]) {
		v, err := strconv.ParseFloat(decimals.Replace(s), 64)
		return v, err == nil
	}
	ten, one, _ := strings.Cut(strings.ReplaceAll(s, " ", "-"), "-")
	if i := slices.Index(tens, ten); i >= 0 {
		return float64(20 + 10*i + max(0, slices.Index(smallNumbers, one))), true
	}
	i := slices.Index(smallNumbers, s)
	return float64(i), i >= 0
}

// partOfWord reports whether the number at [from, end) belongs to a time, a date or a name:
// 19:30, 9/11, F-16.
func partOfWord(text string, from, end int) bool {
	if end+1 < len(text) && (text[end] == ':' || text[end] == '/') && isDigit(text[end+1]) {
		return true
	}
	if from < 2 {
		return from == 1 && text[0] == ':'
	}
	switch text[from-1] {
	case ':':
		return true
	case '.', '/':
		return isDigit(text[from-2])
	case '-':
		return isWordByte(text[from-2])
	}
	return false
}

// partOfName reports whether a count is rather a part of a date, a name or a ratio: "in 2025
// leaders", "June 12", "Category 4 storm", "one in five people".
func (q Quantity) partOfName(text, number string) bool {
	noun := Tokens(q.Of(text))
	single := !plural(noun[len(noun)-1])
	if isYear(number) && single {
		return true // "the 2016 deal"
	}
	before := Tokens(text[max(0, q.Start-24):q.Start])
	if len(before) == 0 || strings.TrimSpace(text[max(0, q.Start-24)+before[len(before)-1].End:q.Start]) != "" {
		return false
	}
	last := before[len(before)-1]
	switch {
	case IsMonthOrDay(last.Key) || last.Text == "May" || last.Text == "March":
		return q.High <= 31
	case last.Lower == "in" && len(before) > 1 && (before[len(before)-2].Number() || before[len(before)-2].Lower == "one"):
		return true
	case isYear(number):
		return beforeYear[last.Lower]
	}
	return isDigit(number[0]) && q.Low > 1 && last.Capital() && !Stop(last.Key) && single
}

// isScore reports whether two numbers are no range but a result: "a 5-4 ruling".
func isScore(from, to string) bool {
	if to == "" {
		return false
	}
	low, _ := numberValue(from)
	high, ok := numberValue(to)
	return ok && high <= low
}

func isYear(s string) bool { return len(s) == 4 && "1500" <= s && s <= "2099" }

var beforeYear = set("in since by until during before after from between early late mid")

// plural reports whether a word looks like one that several things are called.
func plural(t Token) bool {
	return strings.HasSuffix(t.Lower, "s") && !strings.HasSuffix(t.Lower, "ss") || pluralKeys[t.Key]
}

var pluralKeys = set("person child man woman")

// readUnit reads the unit, or the noun counted, from the tokens after the number.
func (q *Quantity) readUnit(text string, m []int, rest []Token) {
	q.Unit = "count"
	if len(rest) == 0 || strings.ContainsAny(text[m[1]:m[1]+rest[0].Start], ".,;:()“”\"") {
		return
	}
	if _, ok := units[rest[0].Key]; !ok && rest[0].Start == 0 {
		return // a name: 24brussels
	}
	if _, ok := zoneOffsets[rest[0].Text]; ok {
		return // a time: 1900 GMT
	}
	for i, t := range rest[:min(len(rest), 4)] {
		if i > 0 && strings.TrimSpace(strings.Trim(text[m[1]+rest[i-1].End:m[1]+t.Start], "-")) != "" {
			return
		}
		if u, ok := q.unit(t); ok && (i == 0 || u.kind == "money" || square[rest[0].Lower]) {
			q.measure(text, m[1], u, rest[i:])
			if i == 1 && u.kind == "distance" {
				q.Unit, q.Scale, q.Low, q.High = "area", u.scale*u.scale, q.Low*u.scale, q.High*u.scale
			}
			return
		}
		if Stop(t.Key) && t.Lower != "more" && !strings.HasPrefix(t.Lower, "other") || uncounted(t) {
			return
		}
		if q.Noun == "" || !t.Capital() {
			q.Noun = t.Key // the last noun of "120 European troops"
		}
		q.End = m[1] + t.End
		if i == 0 && text[m[1]:m[1]+t.Start] == "-" && !strength[t.Lower] {
			return // the points of "a 28-point plan"
		}
		if money := i+1 < len(rest) && units[rest[i+1].Key].kind == "money"; plural(t) && !money {
			return
		}
	}
}

// strength are words that a hyphen joins to a number before what it counts.
var strength = set("strong plus odd")

var square = set("square sq")

// uncounted reports whether a word after a number makes it no count: a part of a date, a
// time of day or a fraction.
func uncounted(t Token) bool {
	return t.Number() || IsMonthOrDay(t.Key) || t.Text == "May" || t.Text == "March" ||
		t.Key == "am" || t.Key == "pm" || t.Key == "noon" || t.Lower == "won" || ordinalValue(strings.TrimSuffix(t.Lower, "s")) > 0
}

// unit returns the unit that a word stands for after the amount. "Won" is a verb after a small
// one.
func (q *Quantity) unit(t Token) (unit, bool) {
	u, ok := units[t.Key]
	if t.Key == Key("won") && (t.Lower != "won" || q.Low < 100) {
		return u, false
	}
	return u, ok
}

// measure puts an amount into base units. The unit is the first of the tokens, which count
// from byte at.
func (q *Quantity) measure(text string, at int, u unit, tokens []Token) {
	q.End = at + tokens[0].End
	switch u.kind {
	case "money":
		q.Noun = tokens[0].Key
	case "temperature":
		q.Noun = tokens[0].Key
		if len(tokens) > 1 && degrees[tokens[1].Lower] {
			q.Noun, q.End = tokens[1].Key, at+tokens[1].End
		}
	case "distance":
		if hour := perHour.FindString(text[q.End:]); hour != "" {
			u = unit{"speed", u.scale / 3600}
			q.End += len(hour)
		}
	case "duration":
		if u.scale == year && len(tokens) > 1 && tokens[1].Lower == "old" {
			u.kind, q.End = "age", at+tokens[1].End
		}
	}
	q.Unit, q.Scale, q.Low, q.High = u.kind, u.scale, q.Low*u.scale, q.High*u.scale
}

var degrees = set("celsius fahrenheit")

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
