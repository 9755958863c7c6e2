package compose

import (
	"strings"

	"briefbot/internal/briefing"
)

// maxReadings is how many readings of a question a person is asked to choose from.
const maxReadings = 4

// unclear asks back where a pronoun stands for one of several that were named alike.
func unclear(names []string) briefing.Draft {
	last := len(names) - 1
	return briefing.Draft{
		Mode: "extractive",
		Note: "Who is meant: " + strings.Join(names[:last], ", ") + " or " + names[last] + "? Ask again with the name.",
	}
}
