package fetchtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

const paragraphs = 6

// write makes up the first paragraphs of an article, or all. Its place and its sentences are
// its own: words are drawn for each, so that no two articles are near to each other.
func write(feed, item, length int) Story {
	r := rand.New(rand.NewPCG(uint64(feed), uint64(item)))
	town := name(uint64(feed)<<16 | uint64(item))
	out := Story{Feed: feed, Item: item, Author: person(r)}
	out.Title = capital(fmt.Sprintf("%s %s in %s %s %s", pick(r, adjectives), pick(r, nouns), town, pick(r, verbs), pick(r, nouns)))
	var text []string
	for p := range length {
		var sentences []string
		for range 3 {
			sentences = append(sentences, sentence(r))
		}
		if p == 0 || p == paragraphs-1 {
			sentences = append(sentences, fmt.Sprintf("In %s the %s of %s %s a %s %s after %d %s.",
				town, pick(r, nouns), person(r), pick(r, verbs), pick(r, adjectives), pick(r, nouns), 2+r.IntN(900), pick(r, units)))
		}
		if p == 2 {
			sentences = append(sentences, fmt.Sprintf("“The %s %s %s,” %s %s in the Café %s.",
				pick(r, adjectives), pick(r, nouns), pick(r, verbs), person(r), pick(r, verbs), name(r.Uint64N(1<<10))))
		}
		text = append(text, strings.Join(sentences, " "))
	}
	out.Teaser, out.Text = text[0], strings.Join(text, "\n\n")
	return out
}

// sentence is one of about 20 words.
func sentence(r *rand.Rand) string {
	place, who := name(1<<26+r.Uint64N(1<<12)), person(r)
	switch r.IntN(6) {
	case 0:
		return fmt.Sprintf("%s, who had %s the %s %s near %s, %s %d %s for a %s %s.", who, pick(r, verbs), pick(r, adjectives), pick(r, nouns), place, pick(r, verbs), 2+r.IntN(900), pick(r, units), pick(r, adjectives), pick(r, nouns))
	case 1:
		return fmt.Sprintf("A %s %s %s the %s of %s, according to %s, and the %s %s by %d %s.", pick(r, adjectives), pick(r, nouns), pick(r, verbs), pick(r, nouns), place, who, pick(r, nouns), pick(r, verbs), 2+r.IntN(900), pick(r, units))
	case 2:
		return fmt.Sprintf("For %d %s the %s %s of %s had %s its %s, which %s called %s.", 2+r.IntN(900), pick(r, units), pick(r, adjectives), pick(r, nouns), place, pick(r, verbs), pick(r, nouns), who, pick(r, adjectives))
	case 3:
		return fmt.Sprintf("Nobody in %s %s the %s before %s %s a %s %s with %s %s.", place, pick(r, verbs), pick(r, nouns), who, pick(r, verbs), pick(r, adjectives), pick(r, nouns), pick(r, adjectives), pick(r, nouns))
	case 4:
		return fmt.Sprintf("The %s, the %s and the %s were %s and %s when %s %s the people of %s.", pick(r, nouns), pick(r, nouns), pick(r, nouns), pick(r, adjectives), pick(r, adjectives), who, pick(r, verbs), place)
	default:
		return fmt.Sprintf("%s %s the %s while %d %s of %s %s from the %s %s to %s.", who, pick(r, verbs), pick(r, nouns), 2+r.IntN(900), pick(r, units), pick(r, nouns), pick(r, verbs), pick(r, adjectives), pick(r, nouns), place)
	}
}

// person is one of four million. News have few names of their own: a vocabulary that grows with
// each article is not theirs.
func person(r *rand.Rand) string { return name(r.Uint64N(1<<9)) + " " + name(1<<12+r.Uint64N(1<<13)) }

// name writes a number as an invented name: each number has its own.
func name(n uint64) string {
	var b strings.Builder
	for first := true; first || n > 0; first = false {
		b.WriteByte(consonants[n%uint64(len(consonants))])
		n /= uint64(len(consonants))
		b.WriteByte(vowels[n%uint64(len(vowels))])
		n /= uint64(len(vowels))
	}
	b.WriteByte('n') // none of the consonants, so that no name is the beginning of another
	return capital(b.String())
}

const consonants, vowels = "bdfgklmprstvz", "aeiou"

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

var (
	units      = strings.Fields("days weeks months hours meters tons crowns letters votes tickets barrels pages")
	adjectives = strings.Fields(`ancient bitter blue brave brief bright broken busy calm careful cheap clever cloudy cold common crowded
		curious dark deep distant double early eastern empty equal famous final foreign free fresh gentle global golden green grey
		hidden hollow honest humble idle joint late legal light local lonely long loud modern narrow national new noble northern
		old open orange patient plain private proud public quick quiet rare red rich round rural rusty secret sharp short silent
		simple slow small smooth solid southern steady steep strange strict strong sudden sweet tall thin tired urban useful vast
		warm weak western white wide wild wooden young`)
	nouns = strings.Fields(`academy agency airport alliance ambassador archive army assembly auction bakery bank barrier battery bay
		bicycle border bottle bridge brewery budget cabinet camera canal candidate castle cathedral cemetery census chapel charter
		choir cinema circus clinic clock coalition coast college colony comet committee compass concert contract council court crane
		crew dairy dam debate deputy desert dispute doctor donor drought election embassy engine envoy estate exhibition factory fair
		farm ferry festival film fleet flood forest fort fountain fund gallery garden gate glacier goat governor grain guild harbor
		harvest highway hospital hotel island judge jury kitchen laboratory lake lantern law league library lighthouse magazine market
		mayor meadow merchant mill mine minister mirror mission monastery monument mosque motor mountain museum orchard orchestra
		palace panel parade parliament parish pension pier pilot pipeline planet poet police port prize province quarry railway rebel
		reform regiment report republic reservoir river rocket ruling sailor satellite school senate ship shrine soldier stadium
		station statue storm strike studio summit surgeon tax teacher telescope temple theater timber tower trade train treaty
		tribunal truce tunnel union university valley vaccine verdict village vineyard volcano wagon warehouse weaver well winter witness`)
	verbs = strings.Fields(`abandoned accepted accused admired adopted advised announced approved arranged attacked auctioned avoided
		banned blamed blessed blocked borrowed bought broke built buried canceled captured carried celebrated changed chased checked
		chose cleaned climbed closed collected condemned copied counted covered crossed damaged defended delayed delivered denied
		designed destroyed discovered divided doubled drained emptied ended examined expanded feared financed finished flooded followed
		forgave fought found founded freed guarded halted heard hid hired honored ignored improved insured inspected invited joined
		judged kept launched lifted lost mapped measured mended missed moved named occupied opened ordered owed painted paid planned
		praised printed promised protected proved published questioned raised ranked rebuilt recalled refused rejected remembered
		removed rented replaced reported rescued returned sank searched seized sent settled shared shook signed sold stole studied
		supported surrounded surveyed taught tested traded trusted visited warned washed watched welcomed won`)
)
