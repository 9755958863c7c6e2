package ingest

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

// feedDate reads the first date of a feed that is understood and is not before 1990, when
// there were no feeds.
func feedDate(dates ...string) time.Time {
	for _, s := range dates {
		if t := looseDate(s); t.Year() >= 1990 && t.Year() < 10000 {
			return t
		}
	}
	return time.Time{}
}

// looseDate reads what parseDate does and the forms of RFC 822, asctime and W3CDTF: a year
// of two digits, a year or month alone, month names in other languages, the zone before
// the year. A zone that is unknown counts as UTC. It returns zero for all else.
func looseDate(s string) time.Time {
	if s = strings.TrimSpace(s); s == "" || len(s) > maxDateBytes || len(strings.Fields(s)) > maxFeedDateWords {
		return time.Time{}
	}
	if t, err := parseDate(s); err == nil {
		return t
	}
	s = normalDate(englishDate(s))
	s = yearLast.ReplaceAllString(s, "$1 $4 $2$3")
	s = numericZone.ReplaceAllString(s, "$1 $2")
	s = zoneName.ReplaceAllStringFunc(s, offsetOf)
	if t, err := parseDate(s); err == nil {
		return t
	}
	for _, day := range looseLayouts {
		for _, clock := range clockLayouts {
			if t, err := time.Parse(day+clock, s); err == nil {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}

const maxFeedDateWords = 8

var (
	looseLayouts = []string{"2 Jan 06", "2 January 06", "2006-01", "2006", "2006-Jan-2", "2-Jan-2006", "2-Jan-06"}
	yearLast     = regexp.MustCompile(`^([A-Za-z]{3,9} \d{1,2}) (\d\d?:\d\d(?::\d\d)?)( [A-Za-z]{1,5}| [+-]\d{4})? (\d{4})$`)
	numericZone  = regexp.MustCompile(`(:\d\d) ?(?i:GMT|UTC)([+-]\d\d:?\d\d)$`)
	zoneName     = regexp.MustCompile(` \(?[A-Za-z]{1,5}\)?$`)
)

// moreZones are zones that feeds name beside those of parseDate.
var moreZones = map[string]string{
	"WET": "+0000", "WEST": "+0100", "EET": "+0200", "EEST": "+0300", "MSK": "+0300", "HKT": "+0800", "SGT": "+0800", "JST": "+0900", "KST": "+0900",
	"ACST": "+0930", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300", "AST": "-0400", "ADT": "-0300", "AKST": "-0900", "HST": "-1000",
}

// offsetOf returns the offset of a zone behind a time of day.
func offsetOf(zone string) string {
	name := strings.ToUpper(strings.Trim(zone, " ()"))
	for _, known := range []map[string]string{zones, moreZones} {
		if offset, ok := known[name]; ok {
			return " " + offset
		}
	}
	return " +0000"
}

// englishDate writes month names in English, and drops the name of the day.
func englishDate(s string) string {
	s = strings.ToLower(s)
	if day, rest, ok := strings.Cut(s, ","); ok && strings.IndexFunc(day, unicode.IsDigit) < 0 {
		s = rest
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == '.' })
	for _, w := range words {
		if month := monthOf[w]; month != "" {
			s = strings.Replace(s, w, month, 1)
		}
	}
	s = strings.NewReplacer(" de ", " ", " г.", "", " года", "").Replace(s)
	return clockLetters.ReplaceAllStringFunc(strings.TrimSpace(s), strings.ToUpper)
}

// clockLetters are the T and the zone, which have been put in lower case.
var clockLetters = regexp.MustCompile(`\dt\d|[a-z]{1,5}$`)

// monthOf are the names of months in the languages of large news sites, and short forms.
var monthOf = monthNames(map[string]string{
	"jan": "january januar jänner janvier janv enero ene gennaio gen janeiro januari января янв stycznia ocak",
	"feb": "february februar février fevrier févr fév febrero febbraio fevereiro fev februari февраля фев lutego şubat",
	"mar": "march märz maerz mär mrz mars marzo março maart mrt марта мар marca mart",
	"apr": "april avril avr abril abr aprile апреля апр kwietnia nisan",
	"may": "mai mayo maggio mag maio mei mag мая maja mayıs",
	"jun": "june juni juin junio giugno giu junho июня июн czerwca haziran",
	"jul": "july juli juillet juil julio luglio lug julho июля июл lipca temmuz",
	"aug": "august août aout agosto ago augustus augusti августа авг sierpnia ağustos",
	"sep": "september sept septembre septiembre settembre set setembro сентября сен września eylül",
	"oct": "october oktober okt octobre octubre ottobre ott outubro out октября окт października ekim",
	"nov": "november novembre noviembre novembro ноября ноя listopada kasım",
	"dec": "december dezember dez décembre decembre déc diciembre dic dicembre dezembro декабря дек grudnia aralık",
})

func monthNames(list map[string]string) map[string]string {
	names := map[string]string{}
	for month, all := range list {
		for name := range strings.FieldsSeq(all) {
			names[name] = month
		}
	}
	return names
}
