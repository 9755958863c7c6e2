package slack

import "time"

// What Slack takes. A character is a Unicode code point; text counts as it is sent, that is
// with &, < and > escaped (https://docs.slack.dev/messaging/formatting-message-text).
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks      = 50
	maxHeaderRunes = 150
	maxTextRunes   = 3000 // of one text object or element
	maxURLRunes    = 3000
	// maxBlocksRunes is what all blocks of a message may have together. Slack's own limit is
	// not documented: blocks of about 13,200 characters were refused, rich text with 11,341
	// characters of text too (https://github.com/slackapi/bolt-js/issues/2509 and 2867). So
	// this counts all of the blocks' JSON and blockRunes for each block.
	maxBlocksRunes = 11_500
	// blockRunes is what a block seems to cost beside its JSON: a divider took 125 characters
	// of what was left (bolt-js#2509).
	blockRunes = 125

	// maxFallbackRunes is how much of a message stands in its text, which notifications and
	// screen readers show; Slack advises at most 4,000
	// (https://docs.slack.dev/reference/methods/chat.postMessage).
	maxFallbackRunes = 3000

	// responseLife and the five uses of a response_url:
	// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
	responseLife = 30 * time.Minute

	// ackTime is how long Slack waits for an acknowledgement
	// (https://docs.slack.dev/apis/events-api#responding). What is not committed by then, less
	// the way there and back, is left to Slack to send again.
	ackTime    = 3 * time.Second
	acceptTime = ackTime - 500*time.Millisecond

	// requestTime bounds each request to Slack. It is below the lease of a message, 30 s.
	requestTime = 10 * time.Second

	// maxBodyBytes bounds what is read of a request from Slack, whose events have at most some
	// ten thousand bytes.
	maxBodyBytes = 1 << 20
)

// What a page may take of a message beside its items, so that every page can be split into
// messages: choices of this package, in characters.
const (
	maxAskedRunes  = 500
	maxNoteRunes   = 1000
	maxTailRunes   = 300
	maxSourceRunes = 200 // of a source's title, and of its origin
)
