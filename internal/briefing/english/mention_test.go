package english

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// persons writes mentions as "name (role)".
func persons(text string) string {
	var out []string
	for _, m := range Mentions(text) {
		s := m.Name.Of(text)
		if !m.Role.Empty() {
			s += " (" + m.Role.Of(text) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestMentionsWithOffice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		// before the name
		{"NATO chief Mark Rutte said", "Mark Rutte (NATO chief)"},
		{"Prime Minister Keir Starmer", "Keir Starmer (Prime Minister)"},
		{"Vice-President Ann Lee", "Ann Lee (Vice-President)"},
		{"President-elect Ann Lee", "Ann Lee (President-elect)"},
		{"former US President Barack Obama", "Barack Obama (former US President)"},
		{"special envoy Steve Witkoff", "Steve Witkoff (special envoy)"},
		{"Germany's Chancellor Friedrich Merz", "Friedrich Merz (Germany's Chancellor)"},
		{"President Ann Lee's aide Tom Ford", "Tom Ford (President Ann Lee's aide)"},
		{"Secretary of State Marco Rubio", "Marco Rubio (Secretary of State)"},
		{"Ambassador to the U.S. Alexander Smith arrived", "Alexander Smith (Ambassador to the U.S.)"},
		{"European Commission President Ursula von der Leyen", "Ursula von der Leyen (European Commission President)"},
		{"Cape Town Mayor Geordin Hill-Lewis", "Geordin Hill-Lewis (Cape Town Mayor)"},
		{"the White House chief of staff, Susie Wiles,", "Susie Wiles (White House chief of staff)"},
		{"King Charles III and Pope Leo XIV", "Charles III (King); Leo XIV (Pope)"},
		{"Vice President J.D. Vance met Vice President JD Vance", "J.D. Vance (Vice President); JD Vance (Vice President)"},
		{"Lt. Gen. Sam Hall and Rep. Tom Reed", "Sam Hall (Lt. Gen.); Tom Reed (Rep.)"},
		{"Gov Ann Lee met Prof. Tom Reed", "Ann Lee (Gov); Tom Reed (Prof.)"},
		{"President Biden", "Biden (President)"},
		{
			"Foreign Minister Ada Holm, Defence Minister Ola Berg and Finance Minister Ivo Lund",
			"Ada Holm (Foreign Minister); Ola Berg (Defence Minister); Ivo Lund (Finance Minister)",
		},
		// after it
		{"Mira Oduya, the finance minister, said", "Mira Oduya (the finance minister)"},
		{"Jorun Abate, 67, a retired teacher, said", "Jorun Abate (a retired teacher)"},
		{"Steve Witkoff, Trump's special envoy, left", "Steve Witkoff (Trump's special envoy)"},
		{"a visit by Acme’s special envoy, Ada Quill, to Rome", "Ada Quill (Acme’s special envoy)"},
		{"Neither Norway’s President Jon Erde nor anybody else", "Jon Erde (Norway’s President)"},
		{"Tim Cook, Apple's chief executive, and", "Tim Cook (Apple's chief executive)"},
		{"Tim Cook, founder and CEO of Apple, said", "Tim Cook (founder and CEO of Apple)"},
		{"Ana Lem, director general of the Energy Agency.", "Ana Lem (director general of the Energy Agency)"},
		{"Ana Lem, an analyst at Acme in London who covers oil,", "Ana Lem (an analyst at Acme in London)"},
		{"J. K. Rowling, the author, and J.K. Rowling, the author,", "J. K. Rowling (the author); J.K. Rowling (the author)"},
		{"Ban Ki-moon, the former UN secretary-general, said", "Ban Ki-moon (the former UN secretary-general)"},
		{"Theresa May, the former prime minister", "Theresa May (the former prime minister)"},
		{"O'Neill, the coach, said", "O'Neill (the coach)"},
		{
			"Ana Lem, the finance minister, Bob Ray, the defence minister, and Cy Orr, an aide, met",
			"Ana Lem (the finance minister); Bob Ray (the defence minister); Cy Orr (an aide)",
		},
	} {
		if got := persons(c.text); got != c.want {
			t.Errorf("Mentions(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestMentionsWithoutOffice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"said John F. Kennedy", "John F. Kennedy"},
		{"Mr. Smith met Dr Anna Lee and Sir Keir Starmer", "Smith; Anna Lee; Keir Starmer"},
		{"Kim Jong-un, Abdel Fattah al-Sisi and Luiz Lula da Silva", "Kim Jong-un; Abdel Fattah al-Sisi; Luiz Lula da Silva"},
		{"the economists Ana Lem and Bob Ray", "Ana Lem; Bob Ray"},
		{"Foreign Ministers Ana Lem and Bob Ray", "Ana Lem; Bob Ray"},
		{"said Ana Lem. Bob Ray left", "Ana Lem; Bob Ray"},
		{"said Apple's Tim Cook of Putin's Russia and Trump's Alaska plan", "Tim Cook; Putin; Trump"},
		{"Yesterday Trump said", "Trump"},
		{"met Ana Lem\n\nBob Ray left", "Ana Lem; Bob Ray"},
		{"the London-based Ann Lee, NATO-led troops", "Ann Lee"},
		// places, organisations, sentence starts
		{"in New York, San Francisco, Saint Petersburg and St. Petersburg", ""},
		{"the Bank of England, the World Bank, the Red Cross and Amnesty International", ""},
		{"General Motors and Doctors Without Borders", ""},
		{"at Joint Base Elmendorf-Richardson by Lake Victoria on Wall Street", ""},
		{"Talks began. Officials said. Will they?", ""},
		{"on Monday in May in Paris, Russia", ""},
		{"the NATO and EU rules, chairman of the Joint Chiefs of Staff", ""},
		{"Hurricane Katrina and Operation Midnight Hammer", ""},
	} {
		if got := persons(c.text); got != c.want {
			t.Errorf("Mentions(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestMentionSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"so NATO chief Mark Rutte said", "NATO chief Mark Rutte"},
		{"so Mira Oduya, 55, the finance minister, said", "Mira Oduya, 55, the finance minister"},
		{"the company's founder, Ana Lem, said", "company's founder, Ana Lem"},
		{"as Ana Lem said", "Ana Lem"},
	} {
		got := Mentions(c.text)
		if len(got) != 1 || got[0].Span.Of(c.text) != c.want {
			t.Errorf("Mentions(%q) = %+v, want one that spans %q", c.text, got, c.want)
		}
	}
}

func FuzzMentions(f *testing.F) {
	for _, s := range []string{
		newsSentence, "Lt. Gen. J. K. O’Neill III, 67, Acme's founder and CEO of the X, President-elect of Y's Z", "Will May, May Will May 5", "Minister to the", "the minister, Ana, the minister",
		"Ban Ki-moon's \n\n von der de la, a chief of of the", "Élodie ’s É. Ünal",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		end := 0
		for _, m := range Mentions(text) {
			checkSpan(t, text, m.Name)
			checkSpan(t, text, m.Span)
			if m.Span.Start < end {
				t.Errorf("%q: mention %q starts in the one before", text, m.Span.Of(text))
			}
			end = m.Span.End
			if !m.Span.Contains(m.Name) || !m.Role.Empty() && !m.Span.Contains(m.Role) {
				t.Errorf("%q: mention %+v does not span its name and office", text, m)
			}
			if shared := (briefing.Span{Start: max(m.Role.Start, m.Name.Start), End: min(m.Role.End, m.Name.End)}); !m.Role.Empty() && !shared.Empty() {
				t.Errorf("%q: name and office overlap in %q", text, shared.Of(text))
			}
		}
	})
}

func BenchmarkMentions(b *testing.B) {
	for b.Loop() {
		Mentions(newsSentence)
	}
}
