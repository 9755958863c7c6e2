package cite

import (
	"strings"
	"unicode"

	"briefbot/internal/briefing/english"
)

// namePlaces returns where the quotes have a name: all of its words together, whatever their
// spelling, or its initials for it, or it for its initials. The last word does where a title, the
// question or the text before has all of the name.
func (c *comparison) namePlaces(a anchor) []place {
	words := c.claim.words[a.from:a.to]
	out := c.quote.namePlaces(words)
	if len(out) == 0 && len(words) > 1 && (c.pool.names(words) || c.pool.before.names(words)) {
		out = c.quote.namePlaces(words[len(words)-1:])
	}
	return out
}

func (s *statement) namePlaces(name []word) []place {
	var out []place
	for j := range s.words {
		if len(out) == maxPlaces {
			break
		}
		if end := matchName(name, s.words, j); end > j {
			out = append(out, place{j, end})
		}
	}
	return out
}

// matchName returns the end of the name that starts at word j, or j.
func matchName(name, words []word, j int) int {
	if len(name) == 1 {
		if end := initialsEnd(name[0], words, j); end > j {
			return end
		}
	}
	if initials(name, words[j]) {
		return j + 1
	}
	if !sameName(name[0], words[j]) {
		return j
	}
	end := j + 1
	const maxBetween = 2 // Samir "Sam" Thackeray, Ministry of Defence
	for _, n := range name[1:] {
		k := end
		for k < len(words) && k-end <= maxBetween && !sameName(n, words[k]) {
			k++
		}
		if k >= len(words) || k-end > maxBetween {
			return j
		}
		end = k + 1
	}
	return end
}

// sameName reports whether two words are one in a name.
func sameName(c, q word) bool {
	if c.Key == q.Key {
		return true
	}
	if country := english.Country(c.Key); country != "" {
		return country == english.Country(q.Key)
	}
	const minLetters = 4
	if len(c.Lower) < minLetters || len(q.Lower) < minLetters || !q.Capital() {
		return false
	}
	return kinNames(c.Lower, q.Lower) || english.Spelling(c.Text) == english.Spelling(q.Text)
}

// kinNames reports whether one name is made from the other: Veskaria and Veskarian.
func kinNames(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	const minStem = 5
	return len(a) >= minStem && len(b)-len(a) <= 3 && strings.HasPrefix(b, a[:len(a)-1])
}

// initials reports whether a word of the quotes is the initials of a name: FCO.
func initials(name []word, q word) bool {
	if len(name) < 2 || len(q.Text) < 2 || strings.ToUpper(q.Text) != q.Text {
		return false
	}
	var b strings.Builder
	for _, w := range name {
		b.WriteRune(unicode.ToUpper([]rune(w.Text)[0]))
	}
	return b.String() == strings.ReplaceAll(q.Text, ".", "")
}

// initialsEnd returns the end of the words from j on whose initials a name is, or j. Function
// words do not count.
func initialsEnd(name word, words []word, j int) int {
	letters := []rune(strings.ReplaceAll(name.Text, ".", ""))
	if len(letters) < 2 || strings.ToUpper(name.Text) != name.Text {
		return j
	}
	k := j
	for n := 0; n < len(letters); k++ {
		if k >= len(words) || k-j > 2*len(letters) {
			return j
		}
		if english.Stop(words[k].Key) && n > 0 {
			continue
		}
		if unicode.ToUpper([]rune(words[k].Text)[0]) != letters[n] {
			return j
		}
		n++
	}
	return k
}
