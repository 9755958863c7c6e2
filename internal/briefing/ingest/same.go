package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SameStory reports whether two texts of one article differ in nothing that is news: only in
// promotional lines, furniture (time stamps, bylines, credits, counters), white space and how
// words are set (composed or decomposed letters, kinds of quotation marks and dashes, emphasis,
// bullets, the marks of headings). It is for pages, which change by themselves all the time.
//
// Every other change makes another text: of a word, a number or a stop, in a sentence, a
// heading or a list; of a letter's case; of the order of paragraphs, since a sentence can lean
// on the one before it. SameStory is an equivalence: texts that are the same as a third are
// the same.
func SameStory(old, new string) bool {
	return old == new || news(old) == news(new)
}

// news returns the words of a text that are news, in order and set in one way.
func news(text string) string {
	var b strings.Builder
	head := true // nothing of the story has come yet
	for line := range strings.Lines(unemphasised(marks.Replace(norm.NFC.String(text)))) {
		if line = unmarked(line); promotional(line) {
			continue
		}
		for part := range strings.FieldsFuncSeq(line, divides) {
			part = strings.TrimSpace(part)
			if strings.IndexFunc(part, wordRune) < 0 || promotional(part) || furniture(part, head) {
				continue
			}
			head = head && !endsSentence(part) && countWords(part) <= maxTitleWords
			b.WriteString(part)
			b.WriteByte(' ')
		}
	}
	return flat(b.String())
}

// divides reports whether r divides a line of a page into parts.
func divides(r rune) bool { return r == '|' || r == '·' || r == '•' }

// marks writes marks that say the same in one way, and none that cannot be seen.
var marks = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "«", `"`, "»", `"`, "″", `"`, "''", `"`, "``", `"`,
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "`", "'", "´", "'",
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", "---", "-", "--", "-", "…", "...",
	"\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "",
)

// unmarked returns a line without white space around it and without the mark of a heading,
// a quotation or a bulleted item. A number before an item may be news: a rank.
func unmarked(line string) string {
	for line = strings.TrimSpace(line); ; {
		mark, rest, ok := strings.Cut(line, " ")
		if !ok || strings.Trim(mark, "#>+-•·‣▪●◦") != "" {
			return line
		}
		line = strings.TrimSpace(rest)
	}
}

// flat returns the words of a text with single spaces and with none around dashes:
// "talks - the first -" is "talks-the first-". The sign of a number stays one.
func flat(text string) string {
	var b strings.Builder
	joined := true // to the word that comes
	for word := range strings.FieldsSeq(text) {
		if opens := dashed(word) && !signed.MatchString(word); !joined && !opens {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		joined = strings.HasSuffix(word, "-")
	}
	return b.String()
}

var signed = regexp.MustCompile(`^-[.\d]`)

// unemphasised returns a text without the asterisks and underscores that do not stand between
// two letters or digits, as those of 2*3 do.
func unemphasised(text string) string {
	var b strings.Builder
	for text != "" {
		at := strings.IndexAny(text, "*_")
		if at < 0 {
			break
		}
		rest := strings.TrimLeft(text[at:], "*_")
		b.WriteString(text[:at])
		if wordRune(lastRune(b.String())) && wordRune(firstRune(rest)) {
			b.WriteString(text[at : len(text)-len(rest)])
		}
		text = rest
	}
	b.WriteString(text)
	return b.String()
}
