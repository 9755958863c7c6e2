package prompts

import "unicode/utf8"

const (
	// asciiPerToken is how many bytes of English a token has at least, over a text as long as a
	// passage: 4.0 to 4.9 were counted on news with cl100k_base and o200k_base.
	asciiPerToken = 3.5
	// tokensPerRune is what a character outside ASCII costs at most, most scripts taken.
	tokensPerRune = 1.5
)

// Tokens estimates how many tokens a text has, and rather too many: tokenizers differ, and
// which one an endpoint has is not known.
func Tokens(text string) int {
	ascii, others := 0, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			ascii++
		} else {
			others++
		}
	}
	return int(float64(ascii)/asciiPerToken+float64(others)*tokensPerRune) + 1
}
