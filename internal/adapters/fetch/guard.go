package fetch

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"

	"briefbot/internal/briefing/sources"
)

// maxAddressBytes is more than browsers and servers agree on (about 2,000 to 8,000).
const maxAddressBytes = 8 << 10

// privateNames are domains whose names mean something on a local network only
// (https://www.iana.org/assignments/special-use-domain-names).
var privateNames = []string{"home.arpa", "internal", "local", "localhost", "onion"}

// guard decides which addresses may be asked. What counts is control, which sees the address
// that is dialed; parse says earlier and clearer what can be seen in the text.
type guard struct {
	loopback bool
	public   *ssrf.Guardian
}

func newGuard(loopback bool) guard { return guard{loopback: loopback, public: ssrf.New()} }

// control is the dialer's: it runs after a name was looked up and before the connection is
// made.
func (g guard) control(network, address string, c syscall.RawConn) error {
	if at, err := netip.ParseAddrPort(address); err == nil && g.open(at.Addr()) {
		return nil
	}
	return g.public.Safe(network, address, c)
}

// open reports whether an address is one of the machine itself that Loopback opens.
func (g guard) open(a netip.Addr) bool { return g.loopback && a.IsLoopback() && !a.Is4In6() }

// opened reports whether the host of an address is written as one that Loopback opens.
func (g guard) opened(u *url.URL) bool {
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && g.open(a) || g.loopback && u.Hostname() == "localhost"
}

// host is what is one host to be polite to: on loopback each port is another.
func (g guard) host(u *url.URL) string {
	if g.loopback {
		return u.Host
	}
	return u.Hostname()
}

// parse reads an address in its usual form: its host in lower case and ASCII, without
// fragment, default port and final dot.
func (g guard) parse(address string) (*url.URL, error) {
	if len(address) > maxAddressBytes {
		return nil, fault(sources.Unsafe, "the address has %d bytes; at most %d", len(address), maxAddressBytes)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, fault(sources.Unsafe, "this is no address; check it")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fault(sources.Unsafe, "only http and https addresses are fetched")
	case u.Host == "":
		return nil, fault(sources.Unsafe, "the address names no host; check it")
	case u.User != nil:
		return nil, fault(sources.Unsafe, "the address holds a user name or password; give it without")
	}
	host, err := g.hostname(u.Hostname())
	if err != nil {
		return nil, err
	}
	port, err := g.port(u)
	if err != nil {
		return nil, err
	}
	u.Host, u.RawQuery, u.Fragment, u.RawFragment = host+port, graphic(u.RawQuery), "", ""
	if strings.Contains(host, ":") {
		u.Host = "[" + host + "]" + port
	}
	return u, nil
}

// port is that of an address with its colon, "" for the scheme's own.
func (g guard) port(u *url.URL) (string, error) {
	if u.Port() == "" {
		return "", nil
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || !g.loopback && n != 80 && n != 443 {
		return "", fault(sources.Unsafe, "port %s is not fetched from, only 80 and 443", u.Port())
	}
	if n == 80 && u.Scheme == "http" || n == 443 && u.Scheme == "https" {
		return "", nil
	}
	return ":" + strconv.FormatUint(n, 10), nil
}

// hostname is a host in its usual form.
func (g guard) hostname(host string) (string, error) {
	var err error
	if strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		host, err = idna.Lookup.ToASCII(host)
	}
	name := strings.TrimSuffix(strings.ToLower(host), ".")
	if a, parseErr := netip.ParseAddr(name); parseErr == nil {
		return name, g.literal(a)
	}
	switch {
	case err != nil || !domainName(name):
		return "", fault(sources.Unsafe, "the address names no host that can be; check it")
	case endsInNumber(name):
		return "", fault(sources.Unsafe, "the host is an IP address in a form that hides it")
	case privateName(name) && !(g.loopback && name == "localhost"):
		return "", fault(sources.Unsafe, "the host is a name of a local network, which the bot does not enter")
	}
	return name, nil
}

// literal checks an IP address that stands in an address.
func (g guard) literal(a netip.Addr) error {
	if a.Zone() != "" || !g.open(a) && g.public.SafeAddr(a) != nil {
		return errPrivate
	}
	return nil
}

// errPrivate is what an address that the guard does not let through is answered with.
var errPrivate = fault(sources.Unsafe, "the address leads into a private or reserved network, which the bot does not enter")

// domainName reports whether a name is one that the domain name system can hold (RFC 1035,
// 2.3.4), of the characters that host names have and the underscore, which some have.
func domainName(name string) bool {
	if len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "-0123456789_abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return true
}

// endsInNumber reports whether browsers would read a host as an IPv4 address, as in
// 2130706433 or 0x7f.1 (https://url.spec.whatwg.org/#ends-in-a-number-checker).
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	hex, isHex := strings.CutPrefix(last, "0x")
	return isHex && strings.Trim(hex, "0123456789abcdef") == ""
}

// privateName reports whether a name has no meaning outside a local network: a name without
// a dot has none either.
func privateName(name string) bool {
	for _, p := range privateNames {
		if name == p || strings.HasSuffix(name, "."+p) {
			return true
		}
	}
	return !strings.Contains(name, ".")
}
