package sources

import (
	"net/url"
	"strings"
	"unicode"
)

// maxShownRunes is how much of an address is shown.
const maxShownRunes = 300

// secretWords mark a query parameter as a secret when its name holds one of them.
var secretWords = []string{"auth", "code", "cred", "key", "pass", "pwd", "secret", "session", "sig", "token"}

// Redacted is an address as it may be logged and shown: without user name and password, and
// with *** in the place of query values whose names say that they are secrets (token, key,
// signature and the like). A secret in the path, or under another name, stays.
func Redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" {
		return unparsed(address)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	pairs := strings.FieldsFunc(u.RawQuery, func(r rune) bool { return r == '&' || r == ';' })
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		if value != "" && secretName(name) {
			pairs[i] = name + "=***"
		}
	}
	u.RawQuery = strings.Join(pairs, "&")
	return line(u.String())
}

func secretName(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.ToLower(name)
	for _, w := range secretWords {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// unparsed shows what is no address: nothing after its path, and nothing before its host.
func unparsed(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, query := strings.Cut(address, "?")
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		address = "***" + address[at:]
	}
	if query {
		address += "?***"
	}
	return line(address)
}

// line makes one short line of a text.
func line(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, text))
	if len(runes) > maxShownRunes {
		runes = append(runes[:maxShownRunes], '…')
	}
	return string(runes)
}
