package fetch_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/briefing/sources"
)

// hidden are addresses that lead, or could lead, where the bot must not go.
var hidden = []struct{ name, host string }{
	{"this network", "0.0.0.0"},
	{"this network, another", "0.1.2.3"},
	{"private", "10.0.0.1"},
	{"private of carriers", "100.64.0.1"},
	{"link-local", "169.254.0.1"},
	{"metadata", "169.254.169.254"},
	{"private, 172", "172.16.0.1"},
	{"protocol assignments", "192.0.0.1"},
	{"documentation", "192.0.2.1"},
	{"6to4 relays", "192.88.99.1"},
	{"private, 192", "192.168.1.1"},
	{"benchmarks", "198.18.0.1"},
	{"multicast", "224.0.0.1"},
	{"reserved", "240.0.0.1"},
	{"broadcast", "255.255.255.255"},
	{"unspecified", "[::]"},
	{"unique local", "[fd00::1]"},
	{"metadata over IPv6", "[fd00:ec2::254]"},
	{"link-local over IPv6", "[fe80::1]"},
	{"link-local with a zone", "[fe80::1%25eth0]"},
	{"multicast over IPv6", "[ff02::1]"},
	{"NAT64", "[64:ff9b::a00:1]"},
	{"NAT64, local", "[64:ff9b:1::a00:1]"},
	{"6to4", "[2002:a00:1::1]"},
	{"Teredo", "[2001:0:53aa:64c::1]"},
	{"documentation over IPv6", "[2001:db8::1]"},
	{"IPv4 in IPv6, mapped", "[::ffff:10.0.0.1]"},
	{"IPv4 in IPv6, mapped and in hex", "[::ffff:a9fe:a9fe]"},
	{"IPv4 in IPv6, compatible", "[::10.0.0.1]"},
	{"loopback, mapped", "[::ffff:127.0.0.1]"},
	{"a name of the local network", "printer.local"},
	{"a name inside a cloud", "metadata.google.internal"},
	{"a name without a dot", "intranet"},
	{"a name without a dot, with one", "intranet."},
	{"a name below localhost", "www.localhost"},
	{"a decimal number", "2130706433"},
	{"a hexadecimal number", "0x7f000001"},
	{"a hexadecimal part", "0x7f.1"},
	{"a last part of hexadecimals", "127.0.0.0x1"},
	{"an octal number", "017700000001"},
	{"an octal part", "0177.0.0.1"},
	{"a short form", "127.1"},
	{"too many parts", "127.0.0.1.1"},
	{"a private address with a final dot", "10.0.0.1."},
	{"full-width digits", "１0.0.0.1"},
	{"ideographic dots", "10。0。0。1"},
	{"circled digits", "①0.0.0.1"},
	{"escaped digits", "%31%30.0.0.1"},
	{"escaped full-width digits", "%EF%BC%91%EF%BC%90.0.0.1"},
	{"an empty label", "example..org"},
	{"nothing but a dot", "."},
	{"a space", "exa%20mple.org"},
	{"a long label", strings.Repeat("a", 64) + ".org"},
	{"a long name", strings.Repeat("a.", 127) + "org"},
	{"a user name", "ann@example.org"},
	{"a password", "ann:hush@example.org"},
	{"a user name that looks like a host", "example.org@10.0.0.1"},
	{"another port", "example.org:8080"},
	{"SSH", "example.org:22"},
	{"a port that is none", "example.org:99999"},
	{"a backslash", `example.org\@10.0.0.1`},
	{"no host", ""},
	{"no host, a port", ":80"},
}

// looped are those of the machine itself.
var looped = []string{
	"127.0.0.1", "127.0.0.1.", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]", "localhost", "LOCALHOST.", "１２７.0.0.1", "127。0。0。1",
}

// wantFault checks that an error is a fault of a kind, and returns it.
func wantFault(t *testing.T, err error, kind sources.FaultKind) *sources.Fault {
	t.Helper()
	f, ok := err.(*sources.Fault)
	if !ok {
		t.Fatalf("error %v, want a fault", err)
	}
	if f.Kind != kind {
		t.Errorf("fault %q: %v, want %q", f.Kind, err, kind)
	}
	return f
}

func TestRefusesAddresses(t *testing.T) {
	t.Parallel()
	client := fetch.New(fetch.Options{})
	refused := func(t *testing.T, address string) {
		t.Helper()
		_, err := client.Fetch(t.Context(), sources.Request{URL: address})
		if f := wantFault(t, err, sources.Unsafe); f.URL != address || f.Reason == "" {
			t.Errorf("fault %+v, want one of %s with a reason", f, address)
		}
		if strings.Contains(err.Error(), "hush") {
			t.Errorf("error %q shows a password", err)
		}
	}
	for _, c := range hidden {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			refused(t, "http://"+c.host+"/")
		})
	}
	for _, host := range looped {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			refused(t, "http://"+host+"/")
		})
	}
	for _, address := range []string{
		"", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "gopher://example.org/",
		"data:text/html,hi", "http:example.org", "http:/example.org", "http://exa mple.org/", "http://example.org/\n", "http://[::1/",
		"unix:///run/docker.sock", "http://example.org/" + strings.Repeat("a", 9000),
	} {
		t.Run(address[:min(len(address), 30)], func(t *testing.T) {
			t.Parallel()
			refused(t, address)
		})
	}
}

// TestRefusesWhenDialing: what counts is the address that is dialed, however it was written.
func TestRefusesWhenDialing(t *testing.T) {
	t.Parallel()
	closed, open := fetch.New(fetch.Options{}), fetch.New(fetch.Options{Loopback: true})
	check := func(t *testing.T, c *fetch.Client, address string, want bool) {
		t.Helper()
		at := netip.MustParseAddrPort(address)
		network := "tcp4"
		if at.Addr().Is6() {
			network = "tcp6"
		}
		if err := c.Control(network, address); (err == nil) != want {
			t.Errorf("dialing %s: %v, want it to be open: %v", address, err, want)
		}
	}
	for _, c := range hidden {
		if host := strings.Trim(c.host, "[]"); !strings.Contains(host, "%") {
			if a, err := netip.ParseAddr(host); err == nil {
				check(t, closed, netip.AddrPortFrom(a, 80).String(), false)
				check(t, open, netip.AddrPortFrom(a, 80).String(), false)
			}
		}
	}
	for _, address := range []string{"127.0.0.1:80", "127.8.9.10:5000", "[::1]:5000"} {
		check(t, closed, address, false)
		check(t, open, address, true)
	}
	for _, address := range []string{"93.184.215.14:80", "93.184.215.14:443", "[2606:2800:220:1::1]:443"} {
		check(t, closed, address, true)
		check(t, open, address, true)
	}
	for _, address := range []string{"93.184.215.14:8080", "[2606:2800:220:1::1]:22"} {
		check(t, closed, address, false)
		check(t, open, address, false)
	}
	if err := closed.Control("udp4", "93.184.215.14:443"); err == nil {
		t.Error("UDP is open")
	}
}

// TestRefusesRedirects: a site on loopback, which is open, leads nowhere else.
func TestRefusesRedirects(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			w.Header().Set("Location", r.URL.Query().Get("to"))
			w.WriteHeader(http.StatusFound)
		}
	}))
	t.Cleanup(site.Close)
	client := fetch.New(fetch.Options{Loopback: true})
	for _, c := range hidden {
		if strings.HasPrefix(c.host, "example.org:") || strings.HasSuffix(c.name, "that is none") || c.host == ":80" || c.host == "" {
			continue // Loopback opens ports; what is dialed there is another test
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := client.Fetch(t.Context(), sources.Request{URL: site.URL + "/?to=" + url.QueryEscape("http://"+c.host+"/")})
			if f, ok := err.(*sources.Fault); !ok || f.Kind != sources.Unsafe && f.Reason != "redirects to no address" {
				t.Errorf("error %v, want an unsafe address", err)
			}
		})
	}
	for _, to := range []string{"file:///etc/passwd", "ftp://example.org/", "https://93.184.215.14:8443/", "http://93.184.215.14:22/"} {
		t.Run(to, func(t *testing.T) {
			t.Parallel()
			_, err := client.Fetch(t.Context(), sources.Request{URL: site.URL + "/?to=" + url.QueryEscape(to)})
			wantFault(t, err, sources.Unsafe)
		})
	}
}

// names is a resolver that answers with the addresses of a list, one after another and the
// last one for ever.
func names(addresses ...string) *net.Resolver {
	var asked atomic.Int32
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			query := make([]byte, 2+512)
			n, err := server.Read(query)
			if err != nil || n < 2 {
				return
			}
			var m dnsmessage.Message
			if err := m.Unpack(query[2:n]); err != nil {
				return
			}
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				at := min(int(asked.Add(1)), len(addresses)) - 1
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
					Body:   &dnsmessage.AResource{A: netip.MustParseAddr(addresses[at]).As4()},
				}}
			}
			reply, err := m.AppendPack(make([]byte, 2, 512))
			if err != nil {
				return
			}
			reply[0], reply[1] = byte((len(reply)-2)>>8), byte(len(reply)-2)
			_, _ = server.Write(reply)
		}()
		return client, nil
	}}
}

// TestRefusesNames: a public name that leads to a private address, from the start or from
// one request to the next, leads nowhere.
func TestRefusesNames(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path != "/robots.txt" {
			_, _ = w.Write([]byte("private"))
		}
	}))
	t.Cleanup(site.Close)
	_, port, _ := net.SplitHostPort(site.Listener.Addr().String())

	for _, address := range []string{"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"} {
		client := fetch.New(fetch.Options{})
		client.SetResolver(names(address))
		_, err := client.Fetch(t.Context(), sources.Request{URL: "http://news.example/"})
		wantFault(t, err, sources.Unsafe)
	}

	rebound := fetch.New(fetch.Options{Loopback: true, Delay: 1})
	rebound.SetResolver(names("127.0.0.1", "10.0.0.1"))
	address := "http://news.example:" + port + "/"
	_, err := rebound.Fetch(t.Context(), sources.Request{URL: address})
	wantFault(t, err, sources.Unsafe)
	if n := asked.Load(); n != 1 {
		t.Errorf("%d requests, want that for robots.txt alone", n)
	}

	steady := fetch.New(fetch.Options{Loopback: true, Delay: 1})
	steady.SetResolver(names("127.0.0.1"))
	if got, err := steady.Fetch(t.Context(), sources.Request{URL: address}); err != nil || string(got.Body) != "private" {
		t.Errorf("Fetch = %v, %v; the test of a name that changes tests nothing", got, err)
	}
}

// TestWritesAddressesInOneWay: so that one host is one, whoever writes it.
func TestWritesAddressesInOneWay(t *testing.T) {
	t.Parallel()
	client := fetch.New(fetch.Options{})
	for address, want := range map[string]string{
		"HTTP://Example.ORG":                       "http://example.org",
		"http://example.org.:80/a":                 "http://example.org/a",
		"https://example.org:443/a#b":              "https://example.org/a",
		"https://example.org:80/":                  "https://example.org:80/",
		"https://example.org:/":                    "https://example.org/",
		"http://example.org:080/":                  "http://example.org/",
		"https://bücher.example/":                  "https://xn--bcher-kva.example/",
		"https://under_score.example.org/?a=b%20c": "https://under_score.example.org/?a=b%20c",
		"https://example.org/ä b?q=ä b&r=%20":      "https://example.org/%C3%A4%20b?q=%C3%A4%20b&r=%20",
		"http://93.184.215.14/":                    "http://93.184.215.14/",
		"http://[2606:2800:220:1::1]:443/":         "http://[2606:2800:220:1::1]:443/",
	} {
		got, err := client.Parse(address)
		if err != nil {
			t.Errorf("parse %s: %v", address, err)
		} else if got.String() != want {
			t.Errorf("parse %s = %s, want %s", address, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range hidden {
		f.Add("http://" + c.host + "/")
	}
	f.Add("https://bücher.example:443/a?b#c")
	client := fetch.New(fetch.Options{})
	f.Fuzz(func(t *testing.T, address string) {
		u, err := client.Parse(address)
		if err != nil {
			return
		}
		again, err := client.Parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("parse %q = %q, and that is %v, %v", address, u, again, err)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && client.Control("tcp"+map[bool]string{true: "4", false: "6"}[a.Is4()], netip.AddrPortFrom(a, 80).String()) != nil {
			t.Errorf("parse %q lets %s through, which is not dialed", address, a)
		}
	})
}
