package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// Composer drafts extractive answers.
type Composer struct{}

// New returns a Composer.
func New() *Composer { return &Composer{} }

// rule tells a kind of question by its wording.
type rule struct {
	pattern *regexp.Regexp // on the question in lower case; the first group is its focus
	kind    briefing.Kind
	unit    string
	frame   string // words that only carry the question
	noun    bool   // the pattern looks for the noun of "which noun", and "what is" has none
}

func r(pattern string, kind briefing.Kind, unit, frame string) rule {
	return rule{pattern: regexp.MustCompile(pattern), kind: kind, unit: unit, frame: frame}
}

func noun(pattern string, kind briefing.Kind, frame string) rule {
	return rule{pattern: regexp.MustCompile(pattern), kind: kind, frame: frame, noun: true}
}

// plainWhat finds "what is", "what did": the question has no noun after "what".
var plainWhat = regexp.MustCompile(`^what (?:` + auxiliary + `)\b`)

const (
	personNoun = `(?:person|man|woman|politician|official|minister|leader|president|economist|analyst|expert|scientist|professor|journalist|reporter|envoy|ambassador|diplomat|adviser|advisor|aide|spokesman|spokeswoman|spokesperson|senator|governor|mayor|judge|lawyer|general|commander|candidate|player|coach|author|actor|singer|director|executive|ceo|chairman|chairwoman|chair|founder|owner|billionaire|banker|company|organi[sz]ation|firm|party|agency|group|team|bank|court|union|university|newspaper|newsroom|publisher|outlet)`
	people     = `(?:people|men|women|politicians|officials|ministers|leaders|presidents|economists|analysts|experts|scientists|envoys|ambassadors|diplomats|advisers|advisors|aides|senators|governors|mayors|judges|lawyers|generals|candidates|players|members|delegates|representatives|executives|directors|secretaries|negotiators|participants|attendees|guests|partners|parties|names)`
	body       = `(?:delegation|team|entourage|cabinet|government|crew|squad|line-?up|panel|board|committee|commission|jury|coalition|members)`
	placeNoun  = `(?:country|city|town|village|state|province|region|district|place|venue|location|site|base|building|hotel|hospital|airport|port|station|stadium|island|street|street|part of the world|continent|capital|school|facility|harbou?r|beach|coast|county)`
	auxiliary  = `(?:is|are|was|were|am|do|does|did|will|would|can|could|has|have|had|should|may|might|must)`
)

// rules are tried in order; the first that fits decides.
var rules = []rule{
	r(`^(?:at |by |until |from |around )?(?:what|which) (?:local )?(?:time|hour)\b|\bwhat time\b|\bstart(?:ing)? time\b|^when\b.*\b(?:gmt|utc|greenwich|local time)\b`, briefing.KindWhen, "clock", "time hour local suppose due start begin commence open schedule set"),
	r(`\b(?:what|which) year\b|^in what year\b`, briefing.KindWhen, "year", "year start begin happen occur"),
	r(`\b(?:what|which) (date|day|month|week|weekday)\b`, briefing.KindWhen, "date", "date day month week weekday"),
	r(`^(?:since |until |by |and )?when\b|^how (?:soon|recently)\b|^(?:on|in|at|by) when\b`, briefing.KindWhen, "", "last time start begin happen occur come hold suppose due schedule set"),
	r(`\bhow long\b|\bwhat(?: is| was)?(?: the)? (?:duration|length of time)\b|\bhow (?:quickly|fast)\b.*\b(?:end|over|finish|done|solve|settle|complete|stop)\w*\b`, briefing.KindNumber, "duration", "long last take go continue ago time duration length quickly fast far so"),
	r(`\bhow many (?:more )?(years|months|weeks|days|hours|minutes|seconds|decades)\b`, briefing.KindNumber, "duration", "last pass many years months weeks days hours minutes seconds decades"),
	r(`\bhow (?:far|close|near|distant|high|tall|deep|wide|thick)\b|\bwhat(?: is|'s| was)?(?: the)? (?:distance|height|depth|width)\b`, briefing.KindNumber, "distance", "far close near distant high tall deep wide thick distance height depth width"),
	r(`\bhow old\b|\b(?:what|which)(?: is| was)?(?: the)? age\b|\bwhat is \S+ age\b`, briefing.KindNumber, "age", "old age"),
	r(`\bhow (?:fast|strong)\b|\bwhat speed\b|\bwind speeds?\b`, briefing.KindNumber, "speed", "fast strong speed"),
	r(`\b(?:what|which) (?:\w+ )?(?:percentage|percent|per cent|share|proportion|fraction|rate)\b|\bhow (?:big|large|high) .*(?:percentage|share|proportion|stake|majority|turnout)\b|\b(?:what|how many) per ?cent\b`, briefing.KindNumber, "percent", "percentage percent share proportion fraction cent big large high rate"),
	r(`\bhow many (?:kilomet\w+|miles|met(?:re|er)s|feet|km)\b`, briefing.KindNumber, "distance", "many separate lie kilometre mile metre feet km"),
	r(`\bhow many (?:dollars|euros|pounds|yen|yuan|rou?bles|rupees|francs|crowns|marks|pesos)\b`, briefing.KindNumber, "money", "many pay cost dollar euro pound yen yuan rouble rupee franc crown mark peso"),
	r(`\bhow many ([a-z' -]+?)(?: (?:`+auxiliary+`|went|came|took|voted|lost|died|left|joined|attended|live|lives|work|from|in|of)\b|$)`, briefing.KindNumber, "count", "many total"),
	r(`\bhow many\b|\bwhat (?:is|was|are) the (?:total |exact )?(?:number|death toll|toll)\b|\bwhat number\b`, briefing.KindNumber, "count", "many number total exact"),
	r(`\bhow much\b.*\b(?:rise|rose|increase[ds]?|grow|grew|gone? up|went up|go down|fall|fell|drop(?:ped)?|cut|raised?|change[ds]?)\b`, briefing.KindNumber, "change", "much go up down"),
	r(`\bhow much\b`, briefing.KindNumber, "money", "much money pay cost spend charge price worth"),
	r(`\b(?:what|which)(?: is| was| were| are|'s)?(?: the)? (?:(?:total|final|asking|sale|purchase|offer) )?(price|cost|salary|sum|amount|fee|fine|budget|bill|value)\b`, briefing.KindNumber, "money", "price cost sum amount value total"),
	r(`\bhow (?:big|large|heavy|hot|cold)\b`, briefing.KindNumber, "", "big large heavy hot cold"),
	r(`^(?:and )?where\b|^(?:in|at|on|to|from) (?:what|which) (?:\w+ )?`+placeNoun+`\b`, briefing.KindWhere, "", "located hold situated base happen"),
	noun(`^(?:what|which) (?:\w+ ){0,2}`+placeNoun+`\b`, briefing.KindWhere, "located hold situated happen"),
	r(`^why\b|^how come\b|\bwhat (?:is|was|were|are) (?:the |\S+ )?(?:reasons?|causes?)\b|^(?:for|what) (?:what )?reason\b|^what (?:caused|prompted|led|made)\b|^on what grounds\b|^because of what\b`, briefing.KindWhy, "", "reason cause prompted"),
	r(`^(?:what|which) (?:post|job|role|position|title|office|rank|occupation|profession)\b|^what (?:is|was) (?:\S+ ){1,3}(?:post|job|role|position|title|occupation|profession)$|^what does (?:\S+ ){1,3}do(?: for a living)?$`, briefing.KindEntity, "", "post job role position title office rank occupation profession hold serve living"),
	r(`^(?:what|which) (?:term|word|phrase|label|nickname|expression|slogan)\b`, briefing.KindQuote, "", "term word phrase label nickname expression slogan use"),
	r(`^(?:who|what) (?:said|says) that\b|^who (?:said|says)\b`, briefing.KindWho, "", ""),
	r(`^what (?:did|does|has|have|had|do|was|were) (?:\S+ ){1,4}?(?:say|said|says|tell|told|ask|asked|promise|promised|suggest|suggested|propose|proposed|think|comment|respond|response|reaction|react|state|stated|warn|warned|claim|claimed|announce|announced|urge|urged|argue|argued|insist|insisted|describe|described|call|called|characteri[sz]ed?|words?)\b|^how (?:did|does|has|have|do) .*\b(?:describe|described|react|reacted|respond|responded|characteri[sz]ed?|call|called|comment|view|explain|put|sum|see)\b|^what (?:is|was) .*\b(?:reaction|response|comment|remark|quote|message|warning|view|verdict)\b|\bquote\b`, briefing.KindQuote, "", "reaction response comment remark quote words exactly"),
	r(`^(?:name|list) (?:all |the |all the |some of the )*`+people+`\b`, briefing.KindRoster, "", "name list all members"),
	r(`^(?:name|list|show)\b.*\b`+body+`\b`, briefing.KindRoster, "", "name list show all member"),
	r(`^(?:and )?who(?: all| else)? (?:is|are|was|were|will be|'s|s|sits?|sat|serves?)(?: also| all)? (?:in|on|part of|among|aboard|coming|representing|going|coming|travell?ing|attending|joining|accompanying|joined|included|with)\b`, briefing.KindRoster, "", "part among represent go come travel attend accompany include member join sit serve"),
	r(`^(?:and )?who (?:is|are|was|were)(?: all)?(?: the)? (?:\S+ ){0,3}(?:members|delegates|people|participants|representatives|negotiators|attendees|ministers|officials)\b|^who (?:belongs? to|belonged to|makes? up|made up|attended|attends|accompanied|accompanies|took part|takes part|participated|will (?:attend|join|accompany|travel|be (?:in|on|at|there))|travell?ed (?:with|to)|went with|came with|comprises)\b`, briefing.KindRoster, "", "member delegate participant represent attend accompany take part participate join travel go come make up comprise belong"),
	noun(`^(?:which|what) (?:\S+ ){0,3}?`+people+`\b`, briefing.KindRoster, "member name part come go travel bring send join accompany attend"),
	r(`^(?:who|what) (?:leads?|led|heads?|headed|chairs?|chaired|runs?|ran)\b`, briefing.KindWho, "", ""),
	r(`^(?:who|whom|whose|to whom|by whom|with whom|for whom|from whom)\b|^and who\b|^(?:which|what) (?:\S+ ){0,2}?`+personNoun+`\b|^what(?: is| was|'s|s)? (?:the )?(?:\S+ ){0,4}?name\b|\bname of the\b|^name (?:the|a)\b|\bwho (?:is|was|did|has)\b`, briefing.KindWho, "", "name called"),
	r(`^(?:`+auxiliary+`|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|can't|hasn't|haven't)\b`, briefing.KindYesNo, "", ""),
	r(`^(?:what|which) (?:`+auxiliary+`) (?:the |some |all |some of the )*(?:\S+ ){0,3}?[a-rt-z]{2,}s\b(?: (?:of|for|in|on|about|that|which|at|from|to|discussed|mentioned|listed)\b|$)`, briefing.KindList, "", ""),
	r(`\bagenda\b`, briefing.KindList, "", ""),
	r(`^what (?:`+auxiliary+`)\b`, briefing.KindFact, "", ""),
	noun(`^(?:which|what) (?:\S+ ){0,2}?[a-z]{2,}[^s\W]s\b`, briefing.KindList, ""),
	r(`^(?:name|list)\b|\bwhat (?:else|things|kinds? of)\b`, briefing.KindList, "", "list name else thing"),
	r(`\bwhat (?:does|do|did) (?:the )?\S+(?: \S+)? (?:mean|stand for)\b`, briefing.KindEntity, "", "mean stand"),
}

var (
	entityPattern = regexp.MustCompile(`^(?:so |and )?(?:who|what)(?:'s| is| was| are| were|s) (?:exactly )?(?:an? |the )?(.+)$`)
	relation      = regexp.MustCompile(`\b(?:of|for|in|on|at|to|from|by|with|about|after|before|during|between|against|that|which|who|behind|according|besides|under|over|than|being|called|going|responsible)\b|\b\w+(?:'s|s')\s`)
	apostrophes   = strings.NewReplacer("’", "'", "‘", "'")
)

// Analyse tells what kind of answer a question wants and which of its words must be found.
func (c *Composer) Analyse(q briefing.Question) briefing.Query {
	query := analyse(q)
	if len(q.History) > 0 {
		followUp(&query)
	}
	return query
}

func analyse(q briefing.Question) briefing.Query {
	text := strings.TrimLeft(besides.ReplaceAllString(q.Text, ""), " ,") // what is known already is not sought
	lower := strings.TrimRight(strings.TrimSpace(apostrophes.Replace(strings.ToLower(text))), "?!. ")
	query := briefing.Query{Question: q, Kind: briefing.KindFact}
	frame := ""
	if named(lower) {
		query.Kind = briefing.KindEntity
	} else if rule, focus, ok := matchRule(lower); ok {
		query.Kind, query.Unit, query.Focus, frame = rule.kind, rule.unit, focus, rule.frame
	}
	query.Terms = terms(text, frame)
	demoteHead(&query, lower)
	return query
}

// besides finds what a question sets aside: "besides a ceasefire".
var besides = regexp.MustCompile(`(?i)\b(?:besides|apart from|other than|in addition to|aside from|except(?: for)?)\s+(?:(?:an?|the|its|his|her|their|two|three|four|five|six|\d+)\s+)*[\w'’-]+`)

// headNouns find the noun of "which … noun": the type of the answer, which a text need not
// say.
var headNouns = []*regexp.Regexp{
	regexp.MustCompile(whichNoun + ` (?:'|` + auxiliary + `)\b`),
	regexp.MustCompile(whichNoun + ` (?:of|that|who|for|in|on|at|from|besides)\b`),
	regexp.MustCompile(whichNoun + ` [a-z]+(?:ed|s)\b`),
}

const whichNoun = `^(?:(?:in|at|on|to|from|for|by|with|of|under|about) )?(?:which|what) (?:of the )?((?:[a-z'-]+ ){0,2}?[a-z'-]+?)`

// headOf returns the words of "which … noun", or nil.
func headOf(lower string) []english.Token {
	for _, r := range headNouns {
		if m := r.FindStringSubmatch(lower); m != nil {
			return english.Tokens(m[1])
		}
	}
	return nil
}

// demoteHead lowers the weight of the words that only name the type of the answer.
func demoteHead(q *briefing.Query, lower string) {
	words := headOf(lower)
	if len(words) == 0 || plainWhat.MatchString(lower) {
		return
	}
	head := words[len(words)-1]
	if q.Focus == "" {
		q.Focus = head.Text
	}
	if english.Country(head.Key) != "" && (q.Kind == briefing.KindList || q.Kind == briefing.KindFact) {
		q.Kind = briefing.KindRoster // "which Americans"
	}
	for i := range q.Terms {
		t := &q.Terms[i]
		switch {
		case t.Name || !slices.ContainsFunc(words, func(w english.Token) bool { return w.Key == t.Key }):
		case q.Kind == briefing.KindWhere && t.Key == head.Key:
			t.Weight = framing
		case q.Kind == briefing.KindWhere || t.Key == head.Key:
			t.Weight = min(t.Weight, headWeight)
		}
	}
}

// headWeight is what the noun of "which … noun" counts. Of a place, a text gives the name: there
// the words before the noun count so, and the noun itself next to nothing.
const headWeight = 0.4

// matchRule returns the first rule that fits a question, with its focus.
func matchRule(lower string) (rule, string, bool) {
	for _, r := range rules {
		if r.noun && plainWhat.MatchString(lower) {
			continue
		}
		if m := r.pattern.FindStringSubmatch(lower); m != nil {
			focus := ""
			if len(m) > 1 {
				focus = m[1]
			}
			return r, strings.TrimSpace(focus), true
		}
	}
	return rule{}, "", false
}

// named reports whether a question only asks who or what a named thing is: "who is X",
// "what is new start", and not "who is the president of X".
func named(lower string) bool {
	m := entityPattern.FindStringSubmatch(lower)
	if m == nil || relation.MatchString(m[1]+" ") {
		return false
	}
	content, roles := 0, 0
	for _, t := range english.Tokens(m[1]) {
		if !english.Stop(t.Key) {
			content++
		}
		if english.IsRole(t.Key) {
			roles++
		}
	}
	return content > 0 && content <= 4 && roles == 0
}

// describes reports whether token i only describes: it is an office before a name, a part of a
// hyphenated word, or a small number in words.
func describes(text string, tokens []english.Token, i int) bool {
	t := tokens[i]
	next := i+1 < len(tokens)
	return english.IsRole(t.Key) && next && tokens[i+1].Capital() && text[t.End:tokens[i+1].Start] == " " ||
		t.Start > 0 && text[t.Start-1] == '-' || t.End < len(text) && text[t.End] == '-' ||
		t.Key[0] <= '9' && t.Lower[0] > '9'
}

// framing is what a word counts that only carries the question: "start" in "what time does
// it start".
const framing = 0.05

// terms returns the words of a question that say what is sought, each once.
func terms(text, frame string) []briefing.Term {
	carried := map[string]bool{}
	for _, w := range strings.Fields(frame) {
		carried[english.Key(w)] = true
	}
	var out []briefing.Term
	seen := map[string]bool{}
	tokens := english.Tokens(text)
	for i, t := range tokens {
		key := t.Key
		if key == "us-pronoun" && i > 0 && (tokens[i-1].Lower == "the" || tokens[i-1].Lower == "which") {
			key = "us" // "the us delegation"
		}
		name := t.Capital() && i > 0
		if english.Stop(key) || key == "us-pronoun" || seen[key] {
			continue
		}
		seen[key] = true
		term := briefing.Term{Text: t.Text, Key: key, Name: name, Weight: 1}
		if (carried[key] || english.Light(key)) && !name {
			term.Weight, term.Frame = framing, true
		}
		if english.IsMonthOrDay(key) {
			term.Name = false
		}
		if english.IsMonthOrDay(key) || !name && describes(text, tokens, i) {
			term.Weight = min(term.Weight, headWeight)
		}
		out = append(out, term)
	}
	return out
}
