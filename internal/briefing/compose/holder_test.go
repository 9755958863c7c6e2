package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestHolder(t *testing.T) {
	t.Parallel()
	offices := []briefing.Article{
		story("post", "Quill visits Lima", "French President Claire Vasseur met Peru's president, Hugo Tapia, in Lima on Tuesday. The French ambassador to Peru, Denis Corbet, and the Peruvian ambassador to France, Ana Lujan, stood behind them."),
		story("coast", "Glassworkers vote", "The Glassworkers' Union will vote on Thursday. Its president, Ann Leeson, asked for calm. The union has 900 members."),
		story("wire", "Storm service", "The storm service moved to Tarn last year. Weather chief Nils Okafor runs it with 40 people. Mayor Petra Dahl of Tarn welcomed the move. Mayor Jon Erde of Orsk did not."),
	}
	offices = append(offices, story("echo", "Talks", "The union's delegation came to Tarn on Friday. Jon Erde, an economist, warned of changes that Tarn leads."))
	chess := story("gull", "Chess hires", "U.S. Chess has announced the hiring of Eva Lund as its new sporting director.")
	check(t, append(offices, chess), []asked{
		{"Who is the French president?", []string{"French President Claire Vasseur [post]"}},
		{"Who is the president of France?", []string{"French President Claire Vasseur [post]"}},
		{"What is the name of the French president?", []string{"French President Claire Vasseur [post]"}},
		{"Who is the Peruvian president?", []string{"Peru's president, Hugo Tapia [post]"}},
		{"who's the president of peru?", []string{"Peru's president, Hugo Tapia [post]"}},
		// an ambassador is of one country and to another
		{"Who is the French ambassador to Peru?", []string{"French ambassador to Peru, Denis Corbet [post]"}},
		{"Who is the Peruvian ambassador to France?", []string{"Peruvian ambassador to France, Ana Lujan [post]"}},
		{"Who is the ambassador of France to Chile?", []string{"not found: Chile"}},
		// the body stands in the sentence before
		{"Who leads the Glassworkers' Union?", []string{"Its president, Ann Leeson, asked for calm. [coast]"}},
		{"Who is the president of the Glassworkers' Union?", []string{"Its president, Ann Leeson, asked for calm. [coast]"}},
		{"Who heads the storm service?", []string{"Weather chief Nils Okafor runs it with 40 people. [wire]"}},
		{"Who is the mayor of Orsk?", []string{"Mayor Jon Erde of Orsk did not. [wire]"}},
		// a country may be a part of a body's name
		{"Who is the new sporting director of U.S. Chess?", []string{chess.Text + " [gull]"}},
		// another's holder, or another office of the same, is no answer
		{"Who leads the union's delegation?", []string{"not found: leads union delegation"}},
		{"Who leads it?", []string{"not found: leads"}},
		{"Who is the Chilean president?", []string{"not found: Chilean"}},
		{"Who is the mayor of Bergen?", []string{"not found: Bergen"}},
		{"Who is the French prime minister?", []string{"not found: French prime minister"}},
	})
}
