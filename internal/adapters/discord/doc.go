// Package discord is the chat platform Discord: what people write to the bot there becomes
// events, and pages become messages.
//
//	Run         keeps a session of the gateway, whatever happens to it    (supervisor, relay)
//	  dispatch  makes an event of a message or an interaction, has it
//	            committed, and only then acknowledges it                  (event, interaction)
//	  missed    reads the messages that came while there was no session
//	Render      page -> embeds and buttons, all text inert                (render, escape)
//	Post, Find  body -> message, and the message again                    (post)
//	Check       what is wrong with the set-up and how to mend it          (doctor)
//
// It guarantees: an interaction is acknowledged only after it was committed; a message that
// was written to the bot while it was away is taken when it is back, up to a day later; no
// call mentions anybody; no text of others becomes markup, a link or a mention; a message
// says its key, so that it can be found again.
//
// It does not guarantee: that an interaction of an outage is answered (Discord itself has
// told the person that it failed); that a direct message is taken when the very first one of
// a conversation came in an outage (a bot cannot list its conversations); that a follow-up
// message of an interaction, which only its addressee sees, is posted once (it stands in no
// history that can be searched).
package discord
