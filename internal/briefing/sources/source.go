package sources

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"briefbot/internal/briefing/inert"
)

// Source is what the bot follows: a feed, the page of a site that names its feed, or a folder.
type Source struct {
	ID      int64         `json:"id"`
	Name    string        `json:"name"`
	Address string        `json:"address"` // as it was given: an absolute http or https address, or the absolute path of a folder
	Tags    []string      `json:"tags,omitempty"`
	Every   time.Duration `json:"-"` // the shortest time between two visits
	Quota   int64         `json:"quota_bytes"`
	By      string        `json:"by,omitempty"` // who added it; "" for the command line
	Added   time.Time     `json:"added"`
	Paused  bool          `json:"paused"`
	State
	Tally
}

// State is what the visits to a source have found.
type State struct {
	Feed         string        `json:"feed,omitempty"` // where its feed is now; "" until it was found
	ETag         string        `json:"-"`              // of the feed as it was read last, as LastModified
	LastModified string        `json:"-"`
	Due          time.Time     `json:"due,omitzero"`     // of the next visit
	Interval     time.Duration `json:"-"`                // between visits at present: longer than Every while there is nothing new
	Visited      time.Time     `json:"visited,omitzero"` // the last visit
	Fetched      time.Time     `json:"fetched,omitzero"` // the last visit that went well
	News         time.Time     `json:"news,omitzero"`    // the last visit that found something new
	Failures     int           `json:"failures"`         // visits in a row that failed
	Fault        string        `json:"fault,omitempty"`  // what is wrong with it; "" when all is well
	FaultSince   time.Time     `json:"fault_since,omitzero"`
	Ended        bool          `json:"ended"` // it is gone for good and not visited any more
}

// Tally counts what came from a source.
type Tally struct {
	Articles int    `json:"articles"`
	Bytes    int64  `json:"bytes"`                // kept of it, all revisions
	Waiting  int    `json:"waiting"`              // pages to be read that have not been
	Failed   int    `json:"failed"`               // entries that no article came of
	Why      string `json:"why_failed,omitempty"` // of one of those
}

const (
	// DefaultEvery is how often a source is visited at most.
	DefaultEvery = 15 * time.Minute
	minEvery     = time.Second
	maxEvery     = 30 * 24 * time.Hour

	// DefaultQuota is, in bytes, some 150,000 articles of ordinary length.
	DefaultQuota = 1 << 30

	maxNameRunes    = 80
	maxAddressBytes = 2000
	maxTags         = 20
	maxTagRunes     = 40
)

// Folder reports whether the source is a folder.
func (s Source) Folder() bool { return filepath.IsAbs(s.Address) }

// Check brings what people wrote of a source into order, or says what is wrong with it. A
// name that is missing is made from the address.
func (s Source) Check() (Source, error) {
	if !s.Folder() {
		address, err := parseAddress(s.Address)
		if err != nil {
			return s, err
		}
		s.Address = address
	}
	s.Name = cmp.Or(inert.Clean(s.Name), s.defaultName())
	s.Every, s.Quota = cmp.Or(s.Every, DefaultEvery), cmp.Or(s.Quota, DefaultQuota)
	switch {
	case utf8.RuneCountInString(s.Name) > maxNameRunes:
		return s, fmt.Errorf("the name is longer than %d characters", maxNameRunes)
	case s.Every < minEvery || s.Every > maxEvery:
		return s, fmt.Errorf("%v is not a time between visits; it is from %v to %v, such as 15m", s.Every, minEvery, maxEvery)
	case s.Quota < 0:
		return s, errors.New("the quota is below 0")
	}
	var err error
	s.Tags, err = checkTags(s.Tags)
	return s, err
}

func (s Source) defaultName() string {
	if s.Folder() {
		return filepath.Base(s.Address)
	}
	u, err := url.Parse(s.Address)
	if err != nil {
		return s.Address
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// parseAddress returns the address of a feed or page in its normal form. Without a scheme it
// is https.
func parseAddress(s string) (string, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	switch {
	case len(s) > maxAddressBytes:
		return "", fmt.Errorf("the address is longer than %d bytes", maxAddressBytes)
	case err != nil || u.Hostname() == "" || strings.ContainsAny(s, " \t\r\n"):
		return "", fmt.Errorf("%q is no address; one looks like https://example.org/feed", inert.Clean(s))
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%q is an address of %s; only http and https are fetched", inert.Clean(s), u.Scheme)
	case u.User != nil:
		return "", errors.New("the address holds a user name or password, which are not sent; leave them out")
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
	return u.String(), nil
}

func checkTags(tags []string) ([]string, error) {
	var out []string
	for _, t := range tags {
		t = strings.ToLower(inert.Clean(t))
		if utf8.RuneCountInString(t) > maxTagRunes {
			return nil, fmt.Errorf("the tag %q is longer than %d characters", t, maxTagRunes)
		}
		if t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(out) > maxTags {
		return nil, fmt.Errorf("there are more than %d tags", maxTags)
	}
	slices.Sort(out)
	return out, nil
}
