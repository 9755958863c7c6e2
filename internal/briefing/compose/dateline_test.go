package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// Where a report was written is no part of what it says.
func TestDateline(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("wire", "Bridge opens", "PORT TARN, Velland (Wire) — The Alder Bridge was opened on 4 March 2031 by the mayor, Ann Lee."),
		story("gull", "Tunnel closed", "ORSK – The Birch Tunnel was closed on 2 March 2031 by Jon Erde."),
		story("post", "NATO", "NATO — the alliance of 32 states — opened an office in Lima on 3 March 2031."),
	}, []asked{
		{"When was the Alder Bridge opened?", []string{"The Alder Bridge was opened on 4 March 2031 by the mayor, Ann Lee. [wire]"}},
		{"When was the Birch Tunnel closed?", []string{"The Birch Tunnel was closed on 2 March 2031 by Jon Erde. [gull]"}},
		{"When did NATO open an office in Lima?", []string{"NATO — the alliance of 32 states — opened an office in Lima on 3 March 2031. [post]"}},
	})
}
