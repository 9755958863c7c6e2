package cite

import "briefbot/internal/briefing/english"

// pool is what the titles, sources and the question add to the quotes.
type pool struct {
	texts
	asked   map[string]bool // the keys of the question
	keys    map[string]bool // of the words of titles and sources
	before  texts           // the text before each quote: what a pronoun of the quote can mean
	sources texts           // who published them
}

// texts are the words of texts.
type texts [][]word

func (p *pool) add(text string) {
	words := p.texts.add(text)
	for _, w := range words {
		p.keys[w.Key] = true
	}
}

func (ts *texts) add(text string) []word {
	var words []word
	for _, t := range english.Tokens(text) {
		if t.Key != "" {
			words = append(words, word{Token: t})
		}
	}
	*ts = append(*ts, words)
	return words
}

// names reports whether one of the texts has a name.
func (ts texts) names(name []word) bool {
	for _, words := range ts {
		for j := range words {
			if matchName(name, words, j) > j {
				return true
			}
		}
	}
	return false
}
