package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// Who held an office before somebody is told by who took over from whom, and by nobody's present office.
func TestPredecessor(t *testing.T) {
	t.Parallel()
	lake := story("lake", "Lake Trust moves", "The Lake Trust moved to Tarn. Its director, Ines Falk, replaced Per Wold in 2029. The tourism minister, Rolf Adeyemi, praised the Lake Trust.")
	check(t, []briefing.Article{
		lake,
		story("guild", "Guild votes", "The Clockmakers' Guild voted on Sunday. Its president, Ada Brook, took over in 2028 from the Scotsman Neil Orr."),
		story("choir", "Choir sings", "The Orsk Choir sang on Sunday. Its conductor, Ola Nyberg, was pleased, and the culture minister, Rosa Lind, led the applause for the Orsk Choir."),
		story("dam", "Dam opens", "The Dam Office let water in. The deputy director, Carl Munk, was there for the Dam Office. Eva Holm, the director of the Dam Office, was not."),
		story("tug", "Ship aground", "Captain Abel Ross left the ship Alba at noon."),
		story("log", "Rescue at sea", "The last passenger, Ida Moor, was taken to the tug Heron."),
	}, []asked{
		{"Who led the Lake Trust before Falk?", []string{"Its director, Ines Falk, replaced Per Wold in 2029. [lake]"}},
		{"Who was Falk's predecessor?", []string{"Its director, Ines Falk, replaced Per Wold in 2029. [lake]"}},
		{"Who headed the Clockmakers' Guild before Ada Brook?", []string{"Its president, Ada Brook, took over in 2028 from the Scotsman Neil Orr. [guild]"}},
		{"Who led the Orsk Choir before Nyberg?", []string{"not found: led Orsk Choir Nyberg"}},
		// another body's office, or a lesser one
		{"Who leads the Orsk Choir?", []string{"Its conductor, Ola Nyberg, was pleased, and the culture minister, Rosa Lind, led the applause for the Orsk Choir. [choir]"}},
		{"Who is the director of the Dam Office?", []string{"Eva Holm, the director of the Dam Office [dam]"}},
		{"Who is the captain of the tug Heron?", []string{"not found: captain tug Heron"}},
	})
}
