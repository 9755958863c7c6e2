// Package chat is what all chat platforms share: the way of a question from the event that a
// platform sends to the messages that answer it.
//
//	platform adapter   verifies an event and makes an Event of it
//	  Intake.Accept    commits it, once, whatever it is called; then it may be acknowledged
//	Bot.Run
//	  desk             claims events, answers them, makes a Page of what is to be said and
//	                   has the platform render it; commits the answer, the messages and the
//	                   end of the event together
//	  courier          claims messages, one queue a channel, and posts them; looks for one
//	                   that may have been posted before it posts it again
//	  clock            makes the digests that are due, once a subscription and local date
//
// It guarantees: an event that Accept has taken is answered once, or ends with a message
// that says why not, whatever is killed when; a message is posted once where the platform
// keeps a history that can be searched, and at least once where it keeps none; the messages
// of a channel are posted in their order; what can never be delivered is kept for bot retry.
// Nothing that matters is held in memory alone.
//
// It knows no platform's format and no retrieval.
package chat
