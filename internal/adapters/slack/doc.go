// Package slack connects the bot to Slack: over Socket Mode or over HTTP, with what
// slack-go/slack offers for it.
//
// It guarantees: an event is acknowledged only after the intake has taken it, and is left to
// Slack to be sent again when it has not; one message is one event, under whatever names it
// comes; every message is within Slack's limits; text of articles, users and models comes out
// as text, never as a mention, a link of its own or markup; a message posted to a channel
// carries its key, so that it can be found there again.
//
// It does not guarantee that a message is posted once where Slack keeps no history for the
// bot: answers through a response_url (private ones, and those in channels that the bot is
// not in) are posted at least once. Slack sends slash commands and presses of buttons only
// once: what could not be taken then, the person sees fail. It serves one workspace: the one
// that the token is for.
package slack
