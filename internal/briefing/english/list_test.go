package english

import (
	"strings"
	"testing"
)

func TestLists(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]string{
		"adjectives": adjectiveList, "countries": countryList, "institutions": institutionList, "irregular": irregularList, "phrases": phraseList,
		"roles": roleList, "stop": stopList, "synonyms": synonymList, "verbs": verbList,
	} {
		if !strings.HasPrefix(list, "# ") {
			t.Errorf("the list of %s does not open with what it holds", name)
		}
		if len(set(list)) < 20 {
			t.Errorf("the list of %s is not read", name)
		}
		for line := range lines(list) {
			if line == "" || line[0] == '#' {
				t.Errorf("the list of %s has %q for an entry", name, line)
			}
		}
	}
}

// Every line of the phrases has a word and groups of words for it, and each group is one token.
func TestPhraseList(t *testing.T) {
	t.Parallel()
	for line := range lines(phraseList) {
		if strings.Count(line, "|") != 1 {
			t.Errorf("line %q has not two fields", line)
		}
	}
	for phrase, word := range phrases {
		if word == "" || !strings.Contains(phrase, " ") {
			t.Errorf("%q stands for %q", phrase, word)
		}
		if got := keys("they " + phrase); got != "they "+Key(phrase) {
			t.Errorf("the keys of %q are %q", "they "+phrase, got)
		}
	}
}
