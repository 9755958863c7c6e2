package chat

import "slices"

// refuses tells who is no admin that only admins may do something, and how to become one. It
// reports whether it does.
func (b *Bot) refuses(e Event, something string) (Page, bool) {
	user := e.To.Room.Platform + ":" + e.User
	switch {
	case slices.Contains(b.Admins, user):
		return Page{}, false
	case len(b.Admins) > 0:
		return notice("Only admins may " + something + ". My operator makes you one by adding " + user + " to BRIEFBOT_ADMINS (or --admins)."), true
	}
	return notice("Only admins may " + something + ", and none are set. My operator makes you one with BRIEFBOT_ADMINS=" + user + " (or --admins)."), true
}
