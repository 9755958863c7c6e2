package ingest

import (
	"regexp"
	"strings"
)

// Furniture is what a page says of itself between the lines of its story: when it was
// published and changed, who made it, how long it takes to read, how many have shared it.

// furniture reports whether a part of a line is furniture from end to end; head, whether it
// stands above the story. A whole sentence is none: it may tell something. A time stamp may end
// like one: "Updated 5 minutes ago."
func furniture(part string, head bool) bool {
	if stamp.MatchString(part) {
		part = strings.TrimSuffix(part, ".")
	}
	if countWords(part) > maxFurnitureWords || endsSentence(strings.TrimRight(part, ":;, )]")) {
		return false
	}
	if credit.MatchString(part) || picture.MatchString(part) && countWords(part) <= maxPictureWords {
		return true
	}
	tells := false
	for part != "" {
		n := 0
		for _, p := range pieces {
			if n = len(p.pattern.FindString(part)); n > 0 {
				tells = tells || p.tells == anywhere || head && p.tells == inHead
				break
			}
		}
		if n == 0 {
			return false
		}
		part = part[n:]
	}
	return tells
}

// place is where a piece of furniture shows by itself that it is one.
type place int

const (
	nowhere  place = iota // beside other pieces
	inHead                // a date, which in a story may head what happened then
	anywhere              // a label, an age, a counter
)

// pieces are what furniture is made of; of those that fit, the first counts.
var pieces = []struct {
	tells   place
	pattern *regexp.Regexp
}{
	{nowhere, fold(`[\s,;:/@()\[\]-]+|(?:at|on|as of|and|the|live)\b`)},
	{anywhere, fold(`(?:(?:first|last|originally|recently|date|time) )?(?:updated|published|posted|modified|created|edited|revised|uploaded|refreshed|issued)\b`)},
	{anywhere, fold(`(?:last|latest) update\b|publication date\b|date published\b`)},
	{anywhere, fold(`\d+ ?(?:` + shortSpans + `) ago\b|just now\b`)},
	{nowhere, fold(`(?:(?:about|over|almost|less than|more than) )?(?:an?|a few|\d+|` + smallNumbers + `) (?:` + shortSpans + `|months?|years?|yrs?) ago\b`)},
	{anywhere, fold(`(?:estimated )?(?:reading time|read time|time to read)\b|\d+(?:-\d+)?[ -]?min(?:ute)?s?\.?[ -](?:read|watch|listen)\b`)},
	{anywhere, fold(`` + count + ` (?:` + counted + `)\b|(?:` + counted + `)[ :(]+` + count + `\b`)},
	{inHead, fold(`(?:(?:` + months + `)\.? )?` + dayOfMonth + `(?: (?:of )?(?:` + months + `)\.?)?,? (?:19|20)\d\d\b|\d{4}-\d\d-\d\dt?|\d{1,2}([/.-])\d{1,2}[/.-]\d{2,4}\b`)},
	{nowhere, fold(dayOfMonth + ` (?:` + months + `)\b\.?|(?:` + months + `)\.? ` + dayOfMonth + `\b|(?:19|20)\d\d\b`)},
	{nowhere, fold(`(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|today\b|yesterday\b`)},
	{nowhere, fold(`\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?|\d{3,4} ?(?:gmt|utc|hrs|h)\b|\d{1,2}(?: ?[ap]\.?m\b)|[ap]\.?m\b\.?|\d+ ?min(?:ute)?s?\b`)},
	{nowhere, fold(`(?:` + zoneNames + `|local time)\b(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b|z\b`)},
	{anywhere, regexp.MustCompile(`^(?:(?:Written|Story|Report|Reported|Words|Text|Analysis) )?(?:By|BY|by) ` + name + `(?:,? (?:` + name + `|` + betweenNames + `))*`)},
}

// stamp matches the label of a time stamp with a digit after it.
var stamp = fold(`(?:(?:first|last|originally|recently) )?(?:updated|published|posted|modified)\b[^.]*\d`)

// fold compiles a pattern for the start of a text in any case.
func fold(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + pattern + `)`) }

const (
	shortSpans   = `s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?`
	smallNumbers = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve`
	count        = `\d[\d.,]*[km]?`
	counted      = `comments?|shares?|views?|likes?|retweets?|reactions?|replies|reposts?|bookmarks?|claps?`
	dayOfMonth   = `\d{1,2}(?:st|nd|rd|th)?`
	months       = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`
	zoneNames    = `gmt|utc|bst|ist|cet|cest|eet|eest|wet|west|msk|trt|gst|pkt|sgt|hkt|jst|kst|wib|cat|eat|wat|sast|[ecmp][sd]?t|ak[sd]t|hst|a[ecw][sd]t|nz[sd]t`
	name         = `\p{Lu}[\p{L}.'-]*`
	betweenNames = `and|AND|&|in|for|with|of|the|at|to|de|del|van|von|der|den|da|di|la|le|el|al|bin|ibn|(?:[a-z]+ )?(?:staff|writers?|reporters?|correspondents?|editors?|contributors?)`
)

var (
	credit = regexp.MustCompile(`(?i)^\(?(?:(?:(?:additional |with |further )?(?:reporting|writing|editing|research|translation)|compiled|edited|translated|written) by` +
		`|with (?:inputs?|additional reporting|reporting|files) from)\b`)
	picture = regexp.MustCompile(`(?i)^\(?(?:photos?|photographs?|pictures?|images?|illustrations?|graphics?|videos?)(?: by\b|(?: (?:credits?|source|courtesy(?: of)?))? ?:)\D*$`)
)

const (
	maxFurnitureWords = 60 // a wire's credits name many people
	maxPictureWords   = 10 // of whose picture it is; a longer line says what is seen
)
