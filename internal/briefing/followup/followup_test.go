package followup_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/followup"
)

// turns is a conversation of a user and the bot in turn, the user first.
func turns(texts ...string) []briefing.Turn {
	var out []briefing.Turn
	for i, text := range texts {
		out = append(out, briefing.Turn{Role: []string{"user", "assistant"}[i%2], Text: text})
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	ferry := turns("Where does the ferry sail?", "To Orsk. [1]")
	oduya := turns("Who is Mira Oduya?", "The finance minister [1]")
	seats := turns("How many seats did the Reform League win?", "41 [1]")
	for _, c := range []struct {
		name    string
		history []briefing.Turn
		asked   string
		want    string
	}{
		// pronouns
		{"a person asked for", oduya, "How old is she?", "How old is Mira Oduya?"},
		{"in lower case", turns("who is mira oduya", "The finance minister [1]"), "how old is she", "How old is mira oduya?"},
		{"the person of the answer", turns("Who chairs the harbour board?", "Tomas Brandt [1]"), "When was he elected?", "When was Tomas Brandt elected?"},
		{"one of several by office", turns("Who is the harbour master?", "Mayor Ann Lee thanked the harbour master, Tomas Brandt. [1]"), "How old is he?", "How old is Tomas Brandt?"},
		{"a possessive", oduya, "Who is her husband?", "Who is Mira Oduya's husband?"},
		{"an object", oduya, "Who met her?", "Who met Mira Oduya?"},
		{"a thing", ferry, "Who is its captain?", "Who is the ferry's captain?"},
		{"a thing of the answer", turns("Which ship did they send?", "The navy sent the tanker ship Clarity. [1]"), "How big is it?", "How big is the tanker ship Clarity?"},
		{"a group", turns("What did the strikers want?", "A rise. [1]"), "When did they meet?", "When did the strikers meet?"},
		{"a place", turns("How many people live in Orsk?", "300 [1]"), "Who is the mayor there?", "Who is the mayor in Orsk?"},
		{"two things", turns("What did the Reds do in 2014?", "They joined a cabinet under Ann Lee. [1]"), "Why did they leave it?", "Why did the Reds leave a cabinet under Ann Lee?"},
		{"two exchanges ago", append(oduya, turns("How deep is the lake?", "40 metres [1]")...), "How old is she?", "How old is Mira Oduya?"},
		{"one that the question explains", oduya, "Did Tomas Brandt say when he would go?", "Did Tomas Brandt say when he would go?"},
		{"one that stands for nothing", oduya, "How long did it take to build the dam?", "How long did it take to build the dam?"},
		{"there is", oduya, "Was there a fire in Orsk?", "Was there a fire in Orsk?"},

		// fragments
		{"a country for a country", turns("Who is in the Norwegian delegation?", "Kari Solheim [1]"), "And the Chilean one?", "Who is in the Chilean delegation?"},
		{"what about", turns("How many people died in the avalanche?", "12 [1]"), "What about the flood?", "How many people died in the flood?"},
		{"a name for a name", seats, "and the Labour List?", "How many seats did the Labour List win?"},
		{"a bare name", oduya, "Tomas Brandt?", "Who is Tomas Brandt?"},
		{"a preposition", turns("Who is the head of Arco?", "Ann Lee [1]"), "and of Brevo?", "Who is the head of Brevo?"},
		{"a year", seats, "and in 2014?", "How many seats did the Reform League win in 2014?"},
		{"a year for a year", turns("How many came in 2023?", "12 [1]"), "and in 2024?", "How many came in 2024?"},
		{"the same noun", turns("When does the party congress meet?", "In May [1]"), "and the youth congress?", "When does the youth congress meet?"},

		// question words
		{"why", turns("Why did the bakery close?", "Its oven cracked. [1]"), "and when?", "When did the bakery close?"},
		{"why not", turns("Did the sirens sound?", "No. [1]"), "Why not?", "Why didn't the sirens sound?"},
		{"when was that", turns("Did the bakery close?", "Yes. [1]"), "When was that?", "When did the bakery close?"},
		{"how many", turns("Did the mission send observers to Orsk?", "Yes. [1]"), "How many?", "How many observers did the mission send to Orsk?"},
		{"of what somebody did", turns("Who bought the island?", "The navy bought the island. [1]"), "for how much?", "For how much was it that The navy bought the island?"},

		// corrections
		{"no", turns("Who is in the Norwegian delegation?", "Kari Solheim [1]"), "no, the Chilean one", "Who is in the Chilean delegation?"},
		{"I meant", turns("How many came in 2024?", "12 [1]"), "I meant 2023", "How many came in 2023?"},
		{"not this but that", turns("How deep is the lake?", "40 metres [1]"), "not the lake, the dam", "How deep is the dam?"},
		{"an office", turns("Who is the finance minister?", "Mira Oduya [1]"), "Sorry, the foreign minister", "Who is the foreign minister?"},
		{"of which the words do not belong", turns("What happened to the bridge at Low Harrow?", "It fell. [1]"), "No, I meant the lighthouse.", "What happened to the lighthouse?"},

		// chains
		{"fragments", append(seats, turns("And the Labour List?", "12 [1]")...), "and the Greens?", "How many seats did the Greens win?"},
		{"pronouns", append(oduya, turns("How old is she?", "51 [1]")...), "Where does she live?", "Where does Mira Oduya live?"},

		// what stands by itself
		{"another subject", oduya, "When does the choir festival start?", "When does the choir festival start?"},
		{"another subject after and", oduya, "And when does the choir festival start?", "And when does the choir festival start?"},
		{"another name", oduya, "Who is Tomas Brandt?", "Who is Tomas Brandt?"},
		{"a search of its own", oduya, "Harbour rents", "Harbour rents"},
		{"no history", nil, "And the Chilean one?", "And the Chilean one?"},
		{"only the bot has spoken", []briefing.Turn{{Role: "assistant", Text: "The mayor of Orsk spoke."}}, "What did he say?", "What did he say?"},
	} {
		r := followup.Read(c.asked, c.history)
		if r.Text != c.want || r.Leans || len(r.Options) > 0 {
			t.Errorf("%s: %q: got %+v, want %q", c.name, c.asked, r, c.want)
		}
	}
}

// TestLeans holds what cannot be told to be left as it is.
func TestLeans(t *testing.T) {
	t.Parallel()
	team := turns("Who is in the crisis team?", "Sources differ:\nLenka Moradi [1]\nTomas Quill [1]\nBeatriz Olmo [2]")
	for _, c := range []struct {
		asked string
		want  followup.Reading
	}{
		{"How old is he?", followup.Reading{Leans: true, Options: []string{"Lenka Moradi", "Tomas Quill", "Beatriz Olmo"}}},
		{"Are those all?", followup.Reading{Leans: true}},
		{"And the other one?", followup.Reading{Leans: true}},
	} {
		c.want.Text, c.want.Last = c.asked, "Who is in the crisis team?"
		if diff := cmp.Diff(c.want, followup.Read(c.asked, team)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.asked, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("and the American one?", "Who is in the Russian delegation?", "Sergei Lavrov’s [1]")
	f.Add("no, not the lake, the dam", "Is it 'İ' her's?", "")
	f.Add("for how much", "who", "x")
	f.Add("how many", "İs it ", "\xff")
	f.Fuzz(func(t *testing.T, asked, before, said string) {
		history := turns(before, said, asked, said)
		r := followup.Read(asked, history)
		valid := utf8.ValidString(asked) && utf8.ValidString(before) && utf8.ValidString(said)
		if valid && !utf8.ValidString(r.Text) {
			t.Errorf("%q after %q and %q: %q", asked, before, said, r.Text)
		}
		if strings.TrimSpace(asked) != "" && strings.TrimSpace(r.Text) == "" {
			t.Errorf("%q after %q and %q: nothing is left", asked, before, said)
		}
		if diff := cmp.Diff(r, followup.Read(asked, history)); diff != "" {
			t.Errorf("read again (-first +second):\n%s", diff)
		}
	})
}
