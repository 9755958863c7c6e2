package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// set makes a set of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// What the word before a stop, or behind it, says of the stop.
var (
	// introducing abbreviations stand before what they introduce and never end a sentence.
	introducing = set(`Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Gen Maj Brig Col Lt Capt Cmdr Cpl Sgt Adm Pvt Supt Insp
		Sen Sens Rep Reps Gov Govs Pres Rev Fr Msgr Hon Amb Atty Sec Dir Mt Ft Pt vs v e.g i.e cf viz approx incl
		esp al ca c Rs Approx Incl messrs mr mrs ms dr prof sen gov ed eds rev tel ext`)
	// counting abbreviations do so before a number.
	counting = set(`No Nos no nos p pp Vol vol Fig fig Figs Art art Sect sect Ch ch Ver ver Eq eq est Est
		Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`)
	// closing abbreviations may end a sentence.
	closing = set(`Inc Corp Co Cos Ltd Bros Jr Sr Esq etc St Ste Ave Blvd Rd Hwy Dept dept Univ Assn Assoc assn
		Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa
		Tenn Tex Va Vt Wash Wis Wyo Ont Que am pm Ph ft lb lbs oz sq gal pt jr sr st inc corp co ltd hr hrs min mins sec secs km mph yr yrs bn mn tn`)
	// starters are the words that begin a sentence far more often than they begin a name.
	starters = set(`The A An This That These Those There Here He She It They We You His Her Its Their Our My Your Who
		What When Where Why How Which While Whether If In On At By For From With Without Within As After Before Since
		Until During Despite Although Though Because But And Or Nor So Yet However Meanwhile Moreover Furthermore Also
		Still Even Then Thus Instead Earlier Later Last Next Now Today Yesterday Tomorrow Once Both Each Every Some Many
		Most Several Few All Any No Not None One Two Three Four Five Under Over About Across Against Among Amid Between
		Through Throughout Unlike Like To Of Others Another Such Officials Critics Experts Police Asked I I'm I've
		It's That's There's He's She's They're We're What's Here's It’s That’s There’s He’s She’s They’re We’re What’s Here’s`)
	// speech is the verbs that name the speaker of a quotation.
	speech = set(`said says say asked asks told tells added adds wrote writes tweeted posted stated claimed replied
		answered responded shouted yelled joked quipped wondered exclaimed declared demanded explained insisted warned
		argued remarked recalled continued concluded noted`)
)

// countWords counts the words of s: what white space divides and holds a letter or digit.
func countWords(s string) int {
	words, in := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			in = false
		case !in && (c >= utf8.RuneSelf || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'):
			in = true
			words++
		}
	}
	return words
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
