package english

import "strings"

// Stop reports whether a key says too little to be looked for.
func Stop(key string) bool { return stopKeys[key] }

// NearStop reports whether a word that nobody writes is a slip of a function word: "befor".
func NearStop(key string) bool {
	if len(key) < 4 {
		return false
	}
	for w := range stopKeys {
		if len(w) > 3 && w[0] == key[0] && Edits(w, key, 1) <= 1 {
			return true
		}
	}
	return false
}

var stopKeys = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(stopWords) {
		m[w] = true // as written in a query that is already in normal form
		m[Key(w)] = true
	}
	delete(m, "us")
	return m
}()

const stopWords = `
a an the this that these those
i me my mine we our ours you your yours he him his she her hers it its they them their theirs us
myself yourself himself herself itself themselves ourselves
is are was were be been being am do does did doing done have has had having
will would shall should can could may might must ought
who whom whose what which when where why how whether
and or but nor so yet if then than as because since while until unless though although
of in on at by for with to from into onto about against between through during before after above below under over
up down out off again further once here there
all any both each few more most other others some such no not only own same too very just also ever even still
don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't can't cannot
i'm you're we're they're it's he's she's that's what's who's where's there's let's
besides despite ahead prior whose else instead rather like
one upon per via within without toward towards among amongst across along around
`
