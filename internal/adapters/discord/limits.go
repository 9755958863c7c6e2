package discord

import (
	"time"
	"unicode/utf16"
)

// What a message may hold, in UTF-16 units (see units).
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
const (
	maxTitleUnits       = 256
	maxDescriptionUnits = 4096
	maxFooterUnits      = 2048
	maxEmbedsUnits      = 6000 // titles, descriptions and footers of all embeds of a message
)

// How much of a part of a page is shown, so that there is room for the others.
const (
	maxAskedUnits  = 300
	maxNoteUnits   = 1000
	maxQuoteUnits  = 1500
	maxOriginUnits = 200
	maxTailUnits   = 300
	maxMarkers     = 50  // of one item
	maxURLUnits    = 512 // a longer address is no link
	// maxMarkerURLUnits is the longest address that every marker of it leads to.
	maxMarkerURLUnits = 200
	// maxSourcesUnits is what the sources of an item that fits no message get: enough is
	// left for 1,000 units of the item.
	maxSourcesUnits = 2500
)

// Time limits.
const (
	// requestTimeout bounds a REST call. It is below the lease of a message, 30 s.
	requestTimeout = 10 * time.Second
	// placeTimeout bounds a look at a channel: the messages of others wait for it.
	placeTimeout = 3 * time.Second
	// ackWithin is when an interaction has to be answered.
	// https://discord.com/developers/docs/interactions/receiving-and-responding
	ackWithin = 3 * time.Second
	// tokenLife is how long an interaction's token is good for (same page: 15 minutes), less
	// the time that a call with it takes.
	tokenLife = 14 * time.Minute
)

// What a page of history holds at most.
// https://discord.com/developers/docs/resources/message#get-channel-messages
const historyPage = 100

// units counts text in UTF-16 units. Discord does not say what it counts as a character; it
// is either these or code points, of which there are never more.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// epoch is the beginning of Discord's time in milliseconds since 1970.
// https://discord.com/developers/docs/reference#snowflakes
const epoch = 1420070400000
