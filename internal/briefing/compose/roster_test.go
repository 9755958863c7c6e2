package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestRoster(t *testing.T) {
	t.Parallel()
	herring := []briefing.Article{
		story("post", "Fisheries talks open in Bergen", `The herring talks between Norway and Chile open in Bergen on Monday. The Norwegian delegation includes Fisheries Minister Kari Solheim, chief negotiator Sergei Lund and Ambassador Ingrid Moe. The Chilean delegation includes Trade Minister Pablo Rios, adviser Elena Soto and Ambassador Luis Vera.

Both sides want a deal before the season ends. The harbour master, Odd Berg, will show them the quay.`),
		story("coast", "Norway sends lawyers to herring talks", "Norway's team for the herring talks is made up of Fisheries Minister Kari Solheim, chief negotiator Sergey Lund and legal adviser Tor Vik, the ministry said. Reporters were not let in."),
		story("wire", "Chile keeps its team to itself", "Chile has not yet announced who is in its delegation for the herring talks, a spokesman said. Chilean boats stayed in port."),
		story("gull", "Panel to study the flood", "The council named a flood panel on Friday. Members of the flood panel:\n\n- Ada Quill, engineer\n- Bo Renner, geologist\n- Cass Tull, insurer\n\nThe panel reports in May."),
	}
	norwegian := []string{"Fisheries Minister Kari Solheim [post coast]", "chief negotiator Sergei Lund [post coast]", "Ambassador Ingrid Moe [post]", "legal adviser Tor Vik [coast]"}
	panel := []string{"Ada Quill, engineer [gull]", "Bo Renner, geologist [gull]", "Cass Tull, insurer [gull]"}
	check(t, herring, []asked{
		// merged over two sources, spellings of one person taken together, the other side left out
		{"Who is in the Norwegian delegation?", norwegian},
		{"who is in the norwegian delegation", norwegian},
		{"Which ministers are in the Norwegian delegation?", []string{"Fisheries Minister Kari Solheim [post coast]"}},
		// one source lists them, another says that nobody is named yet
		{"Who is in the Chilean delegation?", []string{
			"Trade Minister Pablo Rios [post] 1 Rios", "adviser Elena Soto [post] 1 Soto", "Ambassador Luis Vera [post] 1 Vera",
			"Chile has not yet announced who is in its delegation for the herring talks, a spokesman said. [wire] 2", "differ: members",
		}},
		// a roster in bullets
		{"Who are the members of the flood panel?", panel},
		{"Who is on the flood panel?", panel},
		// groups that no source knows
		{"Who is in the Peruvian delegation?", []string{"not found: Peruvian"}},
		{"Who is in the Icelandic delegation to the herring talks?", []string{"not found: Icelandic"}},
		{"Who are the members of the opera board?", []string{"not found: opera board"}},
	})
}
