package english

import (
	"fmt"
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// shown writes quantities as "span = low..high unit noun", a quantity of one value with one
// number, durations and ages in the unit of time named.
func shown(text string, quantities []Quantity) string {
	var out []string
	for _, q := range quantities {
		low, high := q.Low, q.High
		value := fmt.Sprintf("%.4g", low)
		if low != high {
			value = fmt.Sprintf("%.4g..%.4g", low, high)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s = %s %s %s", q.Of(text), value, q.Unit, q.Noun)))
	}
	return strings.Join(out, "; ")
}

func TestQuantities(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		// counts
		{"killed 14 people", "14 people = 14 count person"},
		{"The 120 European troops, most of them", "120 European troops = 120 count troop"},
		{"10 men and 12 women", "10 men = 10 count man; 12 women = 12 count woman"},
		{"twenty-five people", "twenty-five people = 25 count person"},
		{"twenty one homes", "twenty one homes = 21 count home"},
		{"one person died", "one person = 1 count person"},
		{"a dozen people", "a dozen people = 12 count person"},
		{"a hundred people", "a hundred people = 100 count person"},
		{"two million people", "two million people = 2e+06 count person"},
		{"two hundred and fifty men", "two hundred and fifty men = 250 count man"},
		{"a hundred and one homes", "a hundred and one homes = 101 count home"},
		{"two hundred thousand people", "two hundred thousand people = 2e+05 count person"},
		{"two hundred and fifty thousand people", "two hundred and fifty thousand people = 2.5e+05 count person"},
		{"from one hundred and two hundred men", "two hundred men = 200 count man"},
		{"two million and five people", "five people = 5 count person"},
		{"1 000 000 people, 1\u00a0200 homes", "1 000 000 people = 1e+06 count person; 1\u00a0200 homes = 1200 count home"},
		{"20 000 people, in May 20 300 people", "20 000 people = 2e+04 count person; 300 people = 300 count person"},
		{"two business leaders", "two business leaders = 2 count leader"},
		{"half a million people", "half a million people = 5e+05 count person"},
		{"1.5m people and 20k homes", "1.5m people = 1.5e+06 count person; 20k homes = 2e+04 count home"},
		{"a 28-point plan, a 3,000-strong crowd", "28-point = 28 count point; 3,000-strong crowd = 3000 count crowd"},
		{"12 others were hurt", "12 others = 12 count other"},
		{"12.5 million barrels", "12.5 million barrels = 1.25e+07 count barrel"},
		{"hundreds of thousands of people", "hundreds of thousands of people = 2e+05..1e+06 count person"},
		{"It gave Ukraine 31 tanks", "31 tanks = 31 count tank"},
		// ranges and limits
		{"10 to 15 people", "10 to 15 people = 10..15 count person"},
		{"10–15 ships", "10–15 ships = 10..15 count ship"},
		{"more than 1,200 people", "more than 1,200 people = 1200..2400 count person"},
		{"at least 30 soldiers", "at least 30 soldiers = 30..60 count soldier"},
		{"nearly 500 homes", "nearly 500 homes = 425..500 count home"},
		{"about 100 homes", "about 100 homes = 90..110 count home"},
		{"up to 40 homes", "up to 40 homes = 20..40 count home"},
		// money
		{"$7.2 million", "$7.2 million = 7.2e+06 money dollar"},
		{"$7.2-million aid", "$7.2-million = 7.2e+06 money dollar"},
		{"€3bn", "€3bn = 3e+09 money euro"},
		{"$69B", "$69B = 6.9e+10 money dollar"},
		{"Plan 9B", ""},
		{"A$20m, £1,200 and HK$5", "A$20m = 2e+07 money dollar; £1,200 = 1200 money pound; HK$5 = 5 money dollar"},
		{"$10-$15 million", "$10-$15 million = 1e+07..1.5e+07 money dollar"},
		{"500 billion yuan ($70 billion)", "500 billion yuan = 5e+11 money yuan; $70 billion = 7e+10 money dollar"},
		{"5,000 Swiss francs", "5,000 Swiss francs = 5000 money franc"},
		{"100 billion US dollars", "100 billion US dollars = 1e+11 money dollar"},
		{"10 billion won", "10 billion won = 1e+10 money win"},
		{"50 cents", "50 cents = 0.5 money cent"},
		{"a $250,000-a-year job", "$250,000 = 2.5e+05 money dollar"},
		// percent
		{"between 10 and 15 percent of voters", "10 and 15 percent = 10..15 percent"},
		{"from 10% to 15 per cent", "10% = 10 percent; 15 per cent = 15 percent"},
		{"10 percentage points", "10 percentage = 10 percent"},
		// measures
		{"winds of 215 km/h (134 mph)", "215 km/h = 59.72 speed; 134 mph = 59.9 speed"},
		{"60 miles an hour", "60 miles an hour = 26.82 speed"},
		{"90 km (56 miles) from the border", "90 km = 9e+04 distance; 56 miles = 9.01e+04 distance"},
		{"a 3m high wall, 10 m long", "3m = 3 distance; 10 m = 10 distance"},
		{"50 square kilometres of land", "50 square kilometres = 5e+07 area"},
		{"5,000 hectares", "5,000 hectares = 5e+07 area"},
		{"two gigawatts or 500 megawatts", "two gigawatts = 2e+09 energy; 500 megawatts = 5e+08 energy"},
		{"40 degrees Celsius", "40 degrees Celsius = 40 temperature celsius"},
		{"a six-hour meeting", "six-hour = 2.16e+04 duration"},
		{"2½ hours", "2½ hours = 9000 duration"},
		{"half an hour", "half an hour = 1800 duration"},
		{"a few days", "a few days = 1.728e+05..4.32e+05 duration"},
		{"the 11th consecutive day", "11th consecutive day = 8.64e+05..9.504e+05 duration"},
		// ages
		{"Jorun Abate, 67, said", "67 = 2.114e+09 age"},
		{"Élodie Ünal, 31, said", "31 = 9.783e+08 age"},
		{"a 45-year-old man aged 45", "45-year-old = 1.42e+09 age; 45 = 1.42e+09 age"},
		// none
		{"at 19:30 on 15 August 2025 and at 7 p.m. on 12 May", ""},
		{"In 2025 leaders met, between 2021 and 2023 people left", ""},
		{"the 2016 deal, a 5-4 ruling, at 12 noon", ""},
		{"On June 12 people met", ""},
		{"since 2015, 12 of them", ""},
		{"F-16 jets, COVID-19 cases, G7 leaders, 5G networks, 24brussels", ""},
		{"a Category 4 storm, Boeing 737 jet", ""},
		{"one in five people, 1 in 10 people", ""},
		{"two thirds of voters", ""},
		{"on 9/11, 24/7 service", ""},
		{"a second wave, a week", "a week = 6.048e+05 duration"},
		{"12 won, an apple", ""},
		{"several, one of the men", ""},
		{"scored 2-1 against them", ""},
		{"on Monday four ships, on May 4 ships", "four ships = 4 count ship"},
	} {
		if got := shown(c.text, Quantities(c.text)); got != c.want {
			t.Errorf("Quantities(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// "Three years" leaves the months open; the third year of a thing is its 24 to 36 months.
func TestYears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text      string
		low, high float64 // years
	}{
		{"three years", 2.7, 3.99},
		{"5-6 years", 4.5, 6.99},
		{"more than five years", 5.1, 10},
		{"the third year", 2, 3},
		{"a decade", 9, 10.99},
	} {
		got := Quantities(c.text)
		if len(got) != 1 || got[0].Unit != "duration" || !near(got[0].Low, c.low*year) || !near(got[0].High, c.high*year) {
			t.Errorf("Quantities(%q) = %+v, want %g to %g years", c.text, got, c.low, c.high)
		}
	}
}

func near(a, b float64) bool { return a > 0.999*b && a < 1.001*b }

func FuzzQuantities(f *testing.F) {
	for _, s := range []string{
		"more than 1,200 people, $7.2m (€6½bn)", "the 11th day, Jorun Abate, 67, said", "5 m\x80 2é3", "US$ 5-$6 k", "99999999999999999999th day", "twenty-five 00 %",
		strings.Repeat("9", 400) + " people",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		for _, q := range Quantities(text) {
			checkSpan(t, text, q.Span)
			if q.Low > q.High || q.Low < 0 {
				t.Errorf("%q: %q is %g to %g", text, q.Of(text), q.Low, q.High)
			}
			if q.Unit == "" || !q.Compatible(q) {
				t.Errorf("%q: %q has no unit or is not compatible with itself", text, q.Of(text))
			}
		}
	})
}

// checkSpan fails when a span is empty or cannot be cut from the text.
func checkSpan(t *testing.T, text string, s briefing.Span) {
	t.Helper()
	if s.Empty() || !s.Within(text) {
		t.Errorf("%q: span %+v is empty or not within the text", text, s)
	}
}

func BenchmarkQuantities(b *testing.B) {
	for b.Loop() {
		Quantities(newsSentence)
	}
}

// newsSentence is what the benchmarks read.
const newsSentence = "Ilja Brandt, the head of the Norland Direct Investment Fund, told reporters at 11:30 a.m. local time (19:30 GMT) on Friday, August 15, " +
	"that more than 1,200 troops and $7.2 million in aid had been sent, the third year in a row, while Danish Prime Minister Ada Holm and " +
	"the Latvian foreign minister, Juris Ozols, stayed away."
