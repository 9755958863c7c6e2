package english

import "strings"

// Describing reports whether a word of a question rather describes than names what is asked
// for: a verb, an adverb, an adjective. A text often says it in another word.
func Describing(word string) bool {
	return Verb(word) || judging[Key(word)] || hasSuffix(Lower(word), "ly", "able", "ible", "ful", "ous", "ive", "ical", "est", "ish")
}

// Verb reports whether a word can be a form of a verb.
func Verb(word string) bool {
	lower, _, _ := strings.Cut(Lower(word), " ")
	if hasSuffix(lower, "tion", "sion", "ment", "ance", "ence", "ness", "ity") {
		return false // a noun, whatever verb it comes from
	}
	return irregular[lower] != "" || verbKeys[Key(lower)] || hasSuffix(lower, "ed", "ing")
}

// Light reports whether a verb carries little meaning of its own: become, take, get.
func Light(key string) bool { return lightVerbs[key] }

var lightVerbs = map[string]bool{Key("become"): true, Key("get"): true, Key("take"): true, Key("make"): true, Key("come"): true, Key("happen"): true, Key("occur"): true, Key("put"): true}

func hasSuffix(word string, suffixes ...string) bool {
	for _, s := range suffixes {
		if len(word) > len(s)+2 && strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}

var verbKeys = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(verbs) {
		m[Key(w)] = true
	}
	return m
}()

// verbs are common verbs.
const verbs = `
accept accuse achieve acknowledge act add admit advise affect afford agree aim allow announce answer appear apply appoint approve argue arrest arrive ask assume
attack attempt attend avoid back ban bar bear beat become benefit begin believe belong bet blame block borrow break bring build burn buy call cancel care carry catch cause
change charge chase check choose claim clean clear climb close collapse collect come comment commit compare complain complete concern condemn conduct confirm
connect consider consist contact contain continue control convince cook cope copy correct cost count cover crash create criticize cross cry cut damage dance deal
decide declare decline defeat defend delay deliver demand deny depart depend deploy describe deserve design destroy determine develop die differ disagree
disappear discover discuss dismiss divide double doubt draw dress drink drive drop earn eat elect emerge employ enable encourage end enjoy ensure enter escape
establish estimate exist expand expect experience explain express extend face fail fall favor fear feel fight file fill find finish fire fit fix flee float flow
fly focus follow force forecast forget forgive form gain gather get give go govern grab grant grow guarantee guess halt handle hang happen hate head hear help
hide hint hire hit hold hope host hunt hurt identify ignore imagine impose improve include increase indicate influence inform inherit insist inspect intend
introduce invade invent invest invite involve issue join judge jump justify keep kick kill knock know lack land last laugh launch lay lead lean learn leave lend
let lie lift like limit link listen live load lock look lose love lower maintain make manage march mark matter mean measure meet mention mind miss mix move name
need negotiate notice obtain occur offer open operate oppose order organize oversee own participate pass pay perform permit persuade pick place plan play plead
point possess postpone pour praise pray predict prefer prepare present press pretend prevent print proceed produce promise promote propose protect protest prove
provide publish pull punish purchase push put qualify question quit raise reach react read realize receive recommend record recover reduce refer reflect refuse
regard regret reject relate release rely remain remember remind remove repair repeat replace reply report represent request require rescue resign resist resolve
respond rest restore restrict result retain retire retreat return reveal review ride ring rise risk rob roll rule run rush sail save say seal search secure see
seek seem seize sell send separate serve set settle shake share shift shoot shout show shut sign sink sit sleep slip slow smile solve sound speak spell spend
spill split spread stand start state stay steal step stick stop store strengthen stretch strike study submit succeed suffer suggest suit supply support suppose
surprise surrender survive suspect suspend sustain swear swim switch take talk target taste teach tell tend test thank think threaten throw touch trace track
trade train transfer travel treat trigger trust try turn understand unite urge use vary veto view visit volunteer vote vow wait walk want warn wash waste watch
weaken wear weigh welcome win wish withdraw wonder work worry wound write yield
`

// judging are adjectives that questions use to judge.
var judging = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`good bad great better worse best worst new old important main key big small large high low long short strong weak likely convenient necessary possible difficult
easy hard happy angry ready able famous special total final exact current whole entire`) {
		m[Key(w)] = true
	}
	return m
}()
