package main

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
)

// parseLog reads a level and, after a comma, a format.
func parseLog(spec string) (level slog.Level, asJSON bool, err error) {
	name, format, formatted := strings.Cut(spec, ",")
	switch {
	case level.UnmarshalText([]byte(name)) != nil || strings.ContainsAny(name, "+-"):
	case !formatted || format == "text":
		return level, false, nil
	case format == "json":
		return level, true, nil
	}
	return 0, false, fmt.Errorf("%q is no level; give debug, info, warn or error, and \",json\" after it for JSON", spec)
}

// newLog returns the log as the setting has it. Nothing that looks like a secret, and none of
// the secrets, comes out of it.
func newLog(w io.Writer, spec string, secrets []secret) (*slog.Logger, error) {
	level, asJSON, err := parseLog(spec)
	if err != nil {
		return nil, err
	}
	w = &redactor{out: w, known: knownSecrets(secrets)}
	options := &slog.HandlerOptions{Level: level}
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, options)), nil
	}
	return slog.New(slog.NewTextHandler(w, options)), nil
}

// redactor writes with the secrets left out, whatever part of a log line holds them. The
// handlers of slog write each line whole (https://pkg.go.dev/log/slog#TextHandler.Handle).
type redactor struct {
	out   io.Writer
	known *strings.Replacer
}

// Write reports all of the line as written: what it was made shorter by is nobody's business.
func (r *redactor) Write(line []byte) (int, error) {
	if _, err := io.WriteString(r.out, redact(r.known.Replace(string(line)))); err != nil {
		return 0, err
	}
	return len(line), nil
}

// minKnownSecret is the length in bytes from which a secret is looked for as it is: a shorter
// one would be found in ordinary words.
const minKnownSecret = 6

func knownSecrets(secrets []secret) *strings.Replacer {
	var pairs []string
	for _, s := range secrets {
		if text := s.reveal(); len(text) >= minKnownSecret {
			pairs = append(pairs, text, hiddenSecret)
		}
	}
	return strings.NewReplacer(pairs...)
}

// redact hides what looks like a secret of Slack's, Discord's or OpenAI's.
func redact(text string) string {
	for _, p := range secretPatterns() {
		text = p.ReplaceAllString(text, "${1}"+hiddenSecret)
	}
	return text
}

// secretPatterns finds secrets; what group 1 holds may be shown.
var secretPatterns = sync.OnceValue(func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range []string{
		`()\bxox[a-z][.-][\w.-]+`, // https://docs.slack.dev/authentication/tokens
		`()\bxapp-[\w-]+`,
		`()\bsk-[\w-]{16,}`,                    // https://platform.openai.com/docs/api-reference/authentication
		`(\bhooks\.slack[\w.-]*/)[^\s"'<>\\]+`, // response_url, incoming webhooks
		`(/(?:commands|actions|services|workflows)/)T\w+/[^\s"'<>\\]+`, // the same at another host
		`(\bticket=)[^\s"'&\\]+`,                                          // the address of a Socket Mode connection
		`(\b(?:Bot|Bearer) )[\w.~+/=-]{16,}`,                              // an Authorization header
		`()\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}`,                        // a Discord bot token
		`(/(?:webhooks|interactions)/\d+/)[^\s"'<>/?\\]+`,                 // an interaction's token in an address
		`()\baW50ZXJhY3Rpb246[\w+/=-]+`,                                   // the same alone: "interaction:" in base64
		`((?:token|secret|signature)\\?["']?[=:]\\?["']?)[\w.~+/=-]{16,}`, // named as such
	} {
		all = append(all, regexp.MustCompile(p))
	}
	return all
})
