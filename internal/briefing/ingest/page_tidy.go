package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// tidy takes out of the lines of an article those that are none of it: what stands around
// the text, calls on the reader, credits of pictures, links to other articles.
func tidy(lines []pageLine, title string) []pageLine {
	lines = slices.DeleteFunc(lines, func(l pageLine) bool { return l.alien() })
	lines = dropLinkLists(lines)
	lines = trimHead(lines, title)
	return trimTail(lines)
}

// alien reports whether a line is no part of an article wherever it stands.
func (l pageLine) alien() bool {
	switch {
	case promotional(l.text) && l.kind != item, adLabels[strings.ToLower(l.text)], labelledURL.MatchString(l.text):
		return true
	case l.kind == prose && l.links() && l.words() >= minTeaserWords && !closed(l.text):
		return true
	case strings.IndexFunc(l.text, wordRune) < 0:
		return true
	}
	return credited(l.text) || callsReader(l.text) || l.refers()
}

const (
	minTeaserWords = 4  // of a line that is a link to another article
	maxCreditWords = 70 // of a caption with the credit of its picture
	maxLabelWords  = 3
)

func (l pageLine) words() int { return countWords(l.text) }

// links reports whether a line is a link, but for a few letters.
func (l pageLine) links() bool { return l.linked*10 >= len(l.text)*8 }

func credited(line string) bool {
	return countWords(line) <= maxCreditWords && (creditLine.MatchString(line) || creditEnd.MatchString(line))
}

// refers reports whether a line refers to another article, in one of many languages.
func (l pageLine) refers() bool {
	low := strings.ToLower(l.text)
	for _, label := range relatedLabels {
		if rest, ok := strings.CutPrefix(low, label); ok && l.words() <= maxLabelledWords {
			rest = strings.TrimSpace(rest)
			return rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") || l.linked*2 > len(l.text)
		}
	}
	return false
}

// callsReader reports whether a line tells the reader where to follow or write: it begins
// with a request, and names a network or an address and whose it is.
func callsReader(line string) bool {
	low := strings.ToLower(line)
	verb, _, _ := strings.Cut(low, " ")
	if countWords(line) > maxLabelledWords || !callVerbs[strings.Trim(verb, ",:")] {
		return false
	}
	named := 0
	for _, n := range networks {
		if strings.Contains(low, n) {
			named++
		}
	}
	return named > 1 || (named > 0 || strings.Contains(line, "@")) && whose.MatchString(low)
}

// dropLinkLists takes out lists of links to other articles, with the line that announces them.
func dropLinkLists(lines []pageLine) []pageLine {
	var out []pageLine
	for i := 0; i < len(lines); {
		end, linked, linking, words := i, 0, 0, 0
		for ; end < len(lines) && lines[end].kind == item; end++ {
			words += lines[end].words()
			if lines[end].links() {
				linked++
			}
			if lines[end].linked > 0 {
				linking++
			}
		}
		n, items := len(out), end-i
		announced := n > 0 && out[n-1].words() <= maxHeadingWords && relates(out[n-1].text)
		switch {
		case items > 0 && announced && (linked*5 >= items*3 || end == len(lines) && linking == items):
			out = out[:n-1]
		case items > 1 && linked == items && words >= items*minTeaserWords && (n == 0 || !introduces(out[n-1].text)):
		default:
			end = max(end, i+1)
			out = append(out, lines[i:end]...)
		}
		i = end
	}
	return out
}

func relates(line string) bool { return relating.MatchString(line) }

// trimHead takes out what stands above the first sentence: the title again, names, dates,
// crumbs.
func trimHead(lines []pageLine, title string) []pageLine {
	first := slices.IndexFunc(lines, func(l pageLine) bool { return l.kind == prose && sentenceLike(l.text) })
	if first < 0 {
		return lines
	}
	head := slices.DeleteFunc(slices.Clone(lines[:first]), func(l pageLine) bool {
		return sameTitle(l.text, title) || l.stands(true)
	})
	rest := lines[first:]
	if len(rest) > 0 && sameTitle(rest[0].text, title) {
		rest = rest[1:]
	}
	return append(head, rest...)
}

// closed reports whether a line ends as a sentence does, in any script.
func closed(line string) bool {
	r := lastRune(strings.TrimRight(line, closingPunctuation+"」』）】"))
	return strings.ContainsRune(".!?…。！？．؟।", r)
}

// sentenceLike reports whether a line reads as prose.
func sentenceLike(line string) bool {
	return closed(line) && max(countWords(line), len(line)/bytesPerWord) >= 6 && !dated(line)
}

// stands reports whether a line stands above or below an article and is none of it: a
// date, a byline, an address, a link.
func (l pageLine) stands(above bool) bool {
	switch {
	case l.links() || bareURL.MatchString(l.text):
		return true
	case len(l.text) > maxStandingBytes:
		return false
	}
	return above && dated(l.text) || furniture(l.text, above)
}

const maxStandingBytes = 150

func sameTitle(line, title string) bool {
	return title != "" && (letters(line) == letters(title))
}

// letters is the letters and digits of a line, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// dated reports whether a line says nothing but a day: "Mis à jour le 3 mai, 10h20".
func dated(line string) bool {
	words, digits, days := 0, 0, 0
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return !wordRune(r) }) {
		words++
		switch low := strings.ToLower(word); {
		case strings.Trim(word, "0123456789") == "":
			digits++
		case dateWords[low]:
			days++
		case !clockWords[strings.TrimLeft(low, "0123456789")]:
			return false
		}
	}
	return words <= maxDateWords && (digits > 1 || digits > 0 && days > 0)
}

const maxDateWords = 20

// trimTail takes out what stands below the last sentence: links, labels, headings.
func trimTail(lines []pageLine) []pageLine {
	for len(lines) > 0 {
		l := lines[len(lines)-1]
		if !(l.kind == heading || l.stands(false) || l.kind == prose && l.words() <= maxLabelWords && !closed(l.text) && utf8.RuneCountInString(l.text) <= 30) {
			break
		}
		lines = lines[:len(lines)-1]
	}
	return lines
}
