package followup

import "strings"

var (
	determiners   = set("the a an this these those each every all both some another")
	prepositions  = set("of in on at by for with to from into about against between during before after under over since until within near around than without")
	complements   = set("of in at on for from to between against under")
	questionWords = set("who whom whose what which when where why how many much old long far")
	pronouns      = set("he she it they him her them his hers its their theirs there one ones that this i you we me us my your our")
	auxiliaries   = set("is are was were am do does did will would can could has have had should may might must isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't hasn't haven't hadn't")

	irregularPlurals = set("people men women children police media staff")
	// groups are singular and yet "they".
	groups = set("delegation team mission company government union party group committee board council commission agency court army police firm bank crew staff family press movement alliance parliament cabinet opposition public team club organisation organization ministry office")

	// vague are nouns that say when, how or how much, and that "it" is not.
	vague = set("year month week day hour time today tomorrow yesterday tonight morning evening way thing lot kind sort number rest end example reason")

	female = set("chairwoman spokeswoman congresswoman queen princess actress mother wife sister daughter mrs ms lady businesswoman policewoman nun aunt")
	male   = set("chairman spokesman congressman king prince actor father husband brother son mr lord sir businessman policeman monk uncle")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
