package followup

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing/english"
)

// follow is what a person typed, taken apart.
type follow struct {
	text       string // without its lead
	led        bool   // it began with "and", "what about", …
	correction string // what was meant instead: "the Russian one" of "no, the Russian one"
	instead    string // what was not meant, where that is said: "the lake" of "not the lake, the dam"
	bare       string // a question word by itself: "why", "for how much"
	whole      bool   // a question of its own: it has a question word or begins with a verb
}

var (
	lead    = regexp.MustCompile(`(?i)^(?:(?:and|or|but|so|then|ok|okay|well|also|yes|sure|right|great|thanks|thank you|i see|got it|understood|interesting|what about|how about)\b[,.!:;]*\s*)+`)
	mended  = regexp.MustCompile(`(?i)^(?:(?:no|nope|sorry|oops|wait|pardon|actually|rather|i mean|i meant|i was asking (?:about|for)|i asked (?:about|for)|that is|you mean)\b[,.!:;]*\s*)+`)
	means   = regexp.MustCompile(`(?i)\bi (?:mean|meant|was asking|asked)\b|^(?:no|nope)\b[,.!:;\s]|^(?:sorry|oops|wait|pardon|actually|rather)\b[,.!:;]`)
	notThis = regexp.MustCompile(`(?i)^(?:no,? )?not (.+?)(?:,| but(?: rather)?) (.+)$`)
	butThis = regexp.MustCompile(`(?i)^(.+?),? (?:and )?not (.+)$`)
	instead = regexp.MustCompile(`(?i),? (?:instead|please|then|though|too|as well)$`)
	// bareWord finds a question that is only a question word, or one on "that".
	bareWord  = regexp.MustCompile(`(?i)^((?:(?:by|for|to|from|with|since|until|in|at|on|of|about) )?(?:who|whom|what|when|where|why|which|how)(?: (?:many|much|long|far|often|come|not|exactly|so))*)$`)
	bareThat  = regexp.MustCompile(`(?i)^((?:since |until )?(?:when|where|why|how))(?:'s| is| was| did| does)(?: (?:that|this|it))(?: (?:happen|so|be))?$`)
	beginning = regexp.MustCompile(`(?i)^(?:(?:in|at|on|to|from|for|by|with|of|since|until|about|under|besides) )?(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|am|do|does|did|will|would|can|could|has|have|had|should|may|might|must|tell|show|give|name|list|explain|describe|(?:is|are|was|were|do|does|did|wo|would|ca|could|has|have|had)n['’]t)(?:['’]?s)?\b`)
)

const maxFragment = 8 // words of a question that is completed from the one before

// cut takes a question apart.
func cut(text string) follow {
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), "?!. ")
	f := follow{text: lead.ReplaceAllString(text, "")}
	f.led = f.text != text
	if m := notThis.FindStringSubmatch(text); m != nil && short(m[1]) && short(m[2]) {
		f.instead, f.correction = m[1], mended.ReplaceAllString(m[2], "")
		return f
	}
	if means.MatchString(text) {
		rest := mended.ReplaceAllString(text, "")
		if m := butThis.FindStringSubmatch(rest); m != nil && short(m[1]) && !beginning.MatchString(rest) {
			rest, f.instead = m[1], m[2]
		}
		if rest != "" && rest != text && short(rest) && !beginning.MatchString(rest) {
			f.correction = instead.ReplaceAllString(rest, "")
			return f
		}
		if rest != "" && beginning.MatchString(rest) {
			f.text = rest
		}
	}
	f.text = instead.ReplaceAllString(f.text, "")
	bare := strings.ReplaceAll(f.text, "’", "'")
	if m := bareWord.FindStringSubmatch(bare); m != nil {
		f.bare = m[1]
	} else if m := bareThat.FindStringSubmatch(bare); m != nil {
		f.bare = m[1]
	}
	f.whole = f.bare == "" && (beginning.MatchString(f.text) || !short(f.text) || hasVerb(f.text))
	return f
}

func short(text string) bool { return len(strings.Fields(text)) <= maxFragment }

// hasVerb reports whether a text has an auxiliary verb: it is a sentence.
func hasVerb(text string) bool {
	for _, t := range english.Tokens(text) {
		if auxiliaries[t.Lower] || t.Lower == "i" {
			return true
		}
	}
	return false
}
