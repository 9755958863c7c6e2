package compose_test

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

// read writes how a question is understood: "kind/unit (focus): term name! frame~".
func read(q briefing.Query) string {
	var b strings.Builder
	b.WriteString(string(q.Kind))
	if q.Unit != "" {
		b.WriteString("/" + q.Unit)
	}
	if q.Focus != "" {
		b.WriteString(" (" + q.Focus + ")")
	}
	b.WriteString(":")
	for _, t := range q.Terms {
		b.WriteString(" " + t.Text)
		if t.Name {
			b.WriteString("!")
		}
		if t.Frame {
			b.WriteString("~")
		}
	}
	return b.String()
}

// analysed are questions with how they are understood, as read writes it.
var analysed = []struct{ question, want string }{
	// rosters
	{"Who is in the Norwegian delegation?", "roster: Norwegian! delegation"},
	{"who is on the rescue team", "roster: rescue team"},
	{"Who are the members of the panel?", "roster: members~ panel"},
	{"Which ministers are travelling with Varga?", "roster (ministers): ministers travelling~ Varga!"},
	{"who will attend the harbour talks?", "roster: attend~ harbour talks"},
	{"Name all the judges on the panel", "roster: Name~ judges panel"},
	{"Who took part in the drill?", "roster: took~ part~ drill"},

	// who and what a thing is
	{"Who is Mira Oduya?", "entity: Mira! Oduya!"},
	{"who is mira oduya", "entity: mira oduya"},
	{"What is the Tern Accord?", "entity: Tern! Accord!"},
	{"what's a heat pump", "entity: heat pump"},
	{"what’s a heat pump???", "entity: heat pump"},
	{"What post does Mira Oduya hold?", "entity (post): post~ Mira! Oduya! hold~"},
	{"What does the Kelvin Institute do?", "entity: Kelvin! Institute!"},

	{"what happens to mira at the end of the talks", "list: happens~ mira end talks"},

	// persons
	{"Who leads the Seamen's Union?", "who: leads Seamen! Union!"},
	{"Who is the mayor of Orsk?", "who: mayor Orsk!"},
	{"What is the name of the Danish ambassador to Peru?", "who: name~ Danish! ambassador Peru!"},
	{"Who wrote the report?", "who: wrote report"},
	{"Who said that the bridge was safe?", "who: said bridge safe"},
	{"Whose boat won the race?", "who: boat won race"},
	{"By whom was the painting stolen?", "who: painting stolen"},
	{"And who opposed it?", "who: opposed"},
	{"Who will replace the coach?", "who: replace coach"},
	{"who is the us envoy", "who: us envoy"},

	// times
	{"When was the bridge opened?", "when: bridge opened"},
	{"when does the ferry leave", "when: ferry leave"},
	{"How soon will the vaccine arrive?", "when: soon vaccine arrive"},
	{"What time does the hearing start?", "when/clock (time): time~ hearing start~"},
	{"At what hour will the polls close?", "when/clock (hour): hour~ polls close"},
	{"When does the launch begin, in GMT?", "when/clock: launch begin~ GMT!"},
	{"In which year was the school founded?", "when/year (year): year~ school founded"},
	{"What year did the drought begin?", "when/year (year): year~ drought begin~"},
	{"On what date was Leila Amari arrested?", "when/date (date): date~ Leila! Amari! arrested"},
	{"Which month do the whales return?", "when/date (month): month~ whales return"},

	// places
	{"Where was the meteorite found?", "where: meteorite found"},
	{"In which town did the flood start?", "where (town): town flood start"},
	{"Which airport was closed?", "where (airport): airport closed"},
	{"From which port did the ship sail?", "where (port): port ship sail"},

	// numbers
	{"How long did the strike last?", "number/duration: long~ strike last~"},
	{"How many years has the war gone on?", "number/duration (years): many~ years~ war gone"},
	{"For how many days was the road blocked?", "number/duration (days): many~ days~ road blocked"},
	{"How quickly will the repairs be finished?", "number/duration: quickly~ repairs finished"},
	{"How far is Tarn from the coast?", "number/distance: far~ Tarn! coast"},
	{"What is the distance between Orsk and Tarn?", "number/distance: distance~ Orsk! Tarn!"},
	{"How deep is the lake?", "number/distance: deep~ lake"},
	{"How many kilometres separate the two villages?", "number/distance: many~ kilometres~ separate~ two villages"},
	{"How old is the conductor?", "number/age: old~ conductor"},
	{"How fast were the winds?", "number/speed: fast~ winds"},
	{"What percentage of voters backed the merger?", "number/percent (percentage): percentage~ voters backed merger"},
	{"What share of the harvest was lost?", "number/percent (share): share~ harvest lost"},
	{"How many people died in the avalanche?", "number/count (people): many~ people died avalanche"},
	{"How many unions signed the deal?", "number/count (unions): many~ unions signed deal"},
	{"How many work permits expired?", "number/count (work permits): many~ work permits expired"},
	{"How many prisoners of war were freed?", "number/count (prisoners): many~ prisoners war freed"},
	{"How many ferries are out of service?", "number/count (ferries): many~ ferries service"},
	{"How much did the stadium cost?", "number/money: much~ stadium cost~"},
	{"What is the price of the licence?", "number/money (price): price~ licence"},
	{"How many euros did the city pay?", "number/money: many~ euros~ city pay~"},
	{"How much did rents rise?", "number/change: much~ rents rise"},
	{"How big is the reserve?", "number: big~ reserve"},

	// yes or no
	{"Did the council approve the tram line?", "yesno: council approve tram line"},
	{"Is Oduya a member of the Greens?", "yesno: Oduya! member Greens!"},
	{"Has the volcano erupted before?", "yesno: volcano erupted"},
	{"Won't the ferry run on Sundays?", "yesno: ferry run Sundays"},
	{"Is it us who must pay?", "yesno: pay"},

	// reasons
	{"Why did the orchestra cancel its tour?", "why: orchestra cancel tour"},
	{"What is the reason for the delay?", "why: reason~ delay"},
	{"How come the bakery closed?", "why: come~ bakery closed"},

	// words
	{"What did Oduya say about the tram?", "quote: Oduya! say tram"},
	{"What did Oduya propose to the council?", "quote: Oduya! propose council"},
	{"How did the union react to the offer?", "quote: union react offer"},
	{"What was Varga's response to the strike?", "quote: Varga! response~ strike"},
	{"Which word did the coach use for the referee?", "quote (word): word~ coach use~ referee"},

	// several things
	{"What are the demands of the strikers?", "list: demands strikers"},
	{"Which topics are on the agenda?", "list (topics): topics agenda"},
	{"What obstacles does the project face?", "list (obstacles): obstacles project face"},
	{"List the closed roads", "list: List~ closed roads"},

	// anything else
	{"What will happen to the orchard?", "fact: happen~ orchard"},
	{"What does the law forbid?", "fact: law forbid"},
	{"Which instrument did she play?", "fact (instrument): instrument play"},
	{"In which language was the letter written?", "fact (language): language letter written"},
	{"Oduya tram vote", "fact: Oduya tram vote"},
	{"the the the", "fact:"},
	{"", "fact:"},
}

func TestAnalyse(t *testing.T) {
	t.Parallel()
	for _, c := range analysed {
		q := briefing.Question{ID: "7", Text: c.question}
		got := compose.New().Analyse(q)
		if s := read(got); s != c.want {
			t.Errorf("%q:\n  got  %s\n  want %s", c.question, s, c.want)
		}
		if got.Question.ID != q.ID || got.Question.Text != q.Text {
			t.Errorf("%q: the query is for %+v", c.question, got.Question)
		}
	}
}

// TestWhatIsSetAside holds the words after "besides" to be no terms: they are known already.
func TestWhatIsSetAside(t *testing.T) {
	t.Parallel()
	for _, question := range []string{
		"Besides the port, what will be rebuilt?", "What will be rebuilt besides the port?", "Apart from two ports, what will be rebuilt?",
		"What will be rebuilt in addition to its port?",
	} {
		if got := read(compose.New().Analyse(briefing.Question{Text: question})); got != "fact: rebuilt" {
			t.Errorf("%q: %s", question, got)
		}
	}
}

// TestTerms holds the terms to be normal forms, each once, none without weight.
func TestTerms(t *testing.T) {
	t.Parallel()
	q := compose.New().Analyse(briefing.Question{Text: "Did the ferries, or a Ferry, the ferry's crew and ferry-men strike in May?"})
	keys := map[string]float64{}
	for _, term := range q.Terms {
		if _, twice := keys[term.Key]; twice || term.Key == "" || term.Weight <= 0 {
			t.Errorf("term %+v", term)
		}
		keys[term.Key] = term.Weight
		if term.Text == "May" && term.Name {
			t.Error("a month is taken for a name")
		}
	}
	if keys["ferry"] == 0 && keys["ferri"] == 0 {
		t.Errorf("no term for the ferry among %v", keys)
	}
	frame, content := keys["start"], keys["concert"]
	for _, term := range compose.New().Analyse(briefing.Question{Text: "When does the concert start?"}).Terms {
		if term.Frame {
			frame = term.Weight
		} else {
			content = term.Weight
		}
	}
	if frame <= 0 || frame >= content/5 {
		t.Errorf("a word that carries the question weighs %v, one that is sought %v", frame, content)
	}
}
