package sources

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"briefbot/internal/briefing/ingest"
)

// Entry is what is remembered of an entry of a feed.
type Entry struct {
	Key          string    // its name within the feed
	Mark         string    // a hash of what the feed said of it last
	Article      string    // id of the article that came of it; "" for none
	Page         string    // address of the page that holds its text; "" when the feed does
	ETag         string    // of the page as it was read last, as LastModified
	LastModified string    //
	Due          time.Time // when the page is to be read, for the first time or again; zero for not any more
	Tries        int       // readings of the page in a row that failed
	Fault        string    // why no article came of it; "" otherwise
	Changed      time.Time // when it was new, or its article got another text
	Seen         time.Time // when it was in the feed last
	Bytes        int64     // kept for it, all revisions
	Said         Said
}

// Said is what a feed says of an entry: it fills the gaps of the page.
type Said struct {
	Title     string    `json:",omitempty"`
	Author    string    `json:",omitempty"`
	Publisher string    `json:",omitempty"` // where an entry names another than the feed's
	Language  string    `json:",omitempty"`
	Published time.Time `json:",omitzero"`
	Modified  time.Time `json:",omitzero"`
	Text      string    `json:",omitempty"` // until an article came of it
}

const maxKeyBytes = 500

// newEntry makes of an entry of a feed in a language what is remembered of it.
func newEntry(e ingest.Entry, language string, now time.Time) Entry {
	said := Said{
		Title: e.Title, Author: e.Author, Publisher: e.Source, Language: cmp.Or(e.Language, language),
		Published: e.When(now), Modified: e.Modified, Text: bounded(e.Text()),
	}
	return Entry{Key: short(cmp.Or(e.ID, e.URL, hash(said.Title+"\n"+said.Text))), Mark: said.mark(e.URL), Page: e.URL, Said: said}
}

// mark is a hash of what is said. A feed that moves its time stamps on and changes nothing
// else has said the same.
func (s Said) mark(page string) string {
	return hash(s.Title + "\n" + s.Author + "\n" + page + "\n" + s.Text)
}

// size is what the entry takes in a store, near enough.
func (e Entry) size() int64 {
	said, err := json.Marshal(e.Said)
	if err != nil {
		return entryBytes
	}
	return int64(entryBytes + len(said))
}

// entryBytes is what a store needs for an entry beside its texts.
const entryBytes = 1 << 10

// short returns a key as it is, or the hash of one that is too long.
func short(key string) string {
	if len(key) > maxKeyBytes {
		return hash(key)
	}
	return key
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}
