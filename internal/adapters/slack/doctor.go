package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// Scope is a right that the bot token needs (https://docs.slack.dev/reference/scopes).
type Scope struct {
	Name string
	Why  string // what it is used for
}

// Scopes are all that the adapter uses. The app-level token needs connections:write beside.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "to be told when somebody mentions the bot"},
		{"chat:write", "to post answers and digests"},
		{"commands", "to offer /ask, /fact, /digest and /brief"},
		{"channels:history", "to hear follow-ups in threads of public channels, and to look there for a message before posting it again"},
		{"groups:history", "the same in private channels"},
		{"im:history", "the same in direct messages, where every message is a question"},
		{"mpim:history", "the same in group direct messages"},
	}
}

// maxSkew is how far the clocks may be apart before bot doctor says so: well below the five
// minutes after which signed requests are refused.
const maxSkew = time.Minute

// Check says what is in order and what is not: the token, its scopes, the clock, the way in.
// It posts nothing.
func (a *Adapter) Check(ctx context.Context) []chat.Finding {
	answer, err := a.api.AuthTestContext(ctx)
	var header http.Header
	if answer != nil {
		header = answer.Header
	}
	out := []chat.Finding{a.checkToken(answer, err)}
	if header != nil {
		out = append(out, checkClock(header, time.Now()))
	}
	if err == nil {
		out = append(out, checkScopes(header)...)
	}
	out = append(out, a.checkIntake(ctx)...)
	return append(out, chat.Finding{
		About: "slack: write access", OK: true,
		Detail: "the bot posts and answers where it is a member; in a channel, /invite it",
	})
}

func (a *Adapter) checkToken(r *slack.AuthTestResponse, err error) chat.Finding {
	f := chat.Finding{About: "slack: bot token"}
	switch {
	case err == nil:
		f.OK, f.Detail = true, fmt.Sprintf("%s (%s) in %s (%s)", r.User, r.UserID, r.Team, r.TeamID)
	case isFatal(err) || isCode(err, "missing_scope", "access_denied"):
		f.Detail = "Slack does not take it: " + err.Error()
		f.Mend = "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of the app to SLACK_BOT_TOKEN; if there is none, install the app"
	default:
		f.Detail = "Slack cannot be asked at " + a.config.base() + ": " + err.Error()
		f.Mend = "see that this machine reaches the address; SLACK_API_URL changes it"
	}
	return f
}

// checkClock compares the clocks.
func checkClock(header http.Header, now time.Time) chat.Finding {
	f := chat.Finding{About: "slack: clock", OK: true}
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		f.Detail = "Slack did not say what time it is"
		return f
	}
	skew := now.Sub(theirs).Round(time.Second)
	f.Detail = fmt.Sprintf("%s apart from Slack's", skew.Abs())
	if skew.Abs() > maxSkew {
		f.OK, f.Mend = false, "set this machine's clock (NTP): Slack's requests count for five minutes"
	}
	return f
}

// checkScopes says which scopes the token lacks. Slack lists those that it has in a header.
func checkScopes(header http.Header) []chat.Finding {
	const about = "slack: scopes"
	values, said := header["X-Oauth-Scopes"]
	if !said {
		return []chat.Finding{{About: about, OK: true, Detail: "Slack did not say which the token has"}}
	}
	var has []string
	for _, scope := range strings.Split(strings.Join(values, ","), ",") {
		has = append(has, strings.TrimSpace(scope))
	}
	var out []chat.Finding
	for _, s := range Scopes() {
		if !slices.Contains(has, s.Name) {
			out = append(out, chat.Finding{
				About: about, Detail: s.Name + " is missing: " + s.Why,
				Mend: "add " + s.Name + " under OAuth & Permissions of the app and install it again",
			})
		}
	}
	if len(out) == 0 {
		out = append(out, chat.Finding{About: about, OK: true, Detail: fmt.Sprintf("all %d", len(Scopes()))})
	}
	return out
}

// checkIntake says whether events can come: over Socket Mode or over HTTP.
func (a *Adapter) checkIntake(ctx context.Context) []chat.Finding {
	var out []chat.Finding
	if a.config.AppToken != "" {
		out = append(out, a.checkSocketMode(ctx))
	}
	if a.config.SigningSecret != "" {
		out = append(out, chat.Finding{About: "slack: signing secret", OK: true, Detail: "set; Slack's requests to /slack/events, /slack/commands and /slack/interactive are taken"})
	}
	if len(out) == 0 {
		out = append(out, chat.Finding{
			About: "slack: events", Detail: "no way in: neither an app-level token nor a signing secret is set",
			Mend: "set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for events over HTTP",
		})
	}
	return out
}

// checkSocketMode asks for the address of a socket and opens none.
func (a *Adapter) checkSocketMode(ctx context.Context) chat.Finding {
	f := chat.Finding{About: "slack: Socket Mode"}
	_, _, err := a.api.StartSocketModeContext(ctx)
	_, isRate := errors.AsType[*slack.RateLimitedError](err)
	switch {
	case err == nil:
		f.OK, f.Detail = true, "Slack offers a socket"
	case isRate:
		f.OK, f.Detail = true, "Slack takes the app-level token and asks to try later"
	case isFatal(err) || isCode(err, "missing_scope"):
		f.Detail = "Slack does not take the app-level token: " + err.Error()
		f.Mend = "make an app-level token (xapp-…) with the scope connections:write under Basic Information of the app, and set SLACK_APP_TOKEN to it"
	default:
		f.Detail = "Slack offers no socket: " + err.Error()
		f.Mend = "turn on Socket Mode in the app's settings, and see that this machine reaches " + a.config.base()
	}
	return f
}
