package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"briefbot/internal/briefing"
)

// feed reads a file that is a feed: an article for each entry that has a text or a title. No
// pages are read.
func (r *run) feed(name string, f io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(f, maxFeedBytes+1))
	if err != nil {
		r.report(name, 0, "cannot be read: %v", cause(err))
		return nil
	}
	feed, err := ReadFeed(data, "", "")
	if err != nil {
		r.report(name, 0, "%v", err)
		if !errors.Is(err, ErrPartial) {
			return nil
		}
	}
	base := strings.TrimSuffix(name, path.Ext(name))
	times := map[string]int{}
	for _, e := range feed.Entries {
		a := briefing.Article{
			Title: e.Title, Source: cmp.Or(e.Source, feed.Title), URL: e.URL, Author: e.Author, Language: cmp.Or(e.Language, feed.Language),
			Published: e.When(r.now), Modified: e.Modified, Text: cmp.Or(e.Text(), e.Title),
		}
		if strings.TrimSpace(a.Text) == "" {
			continue // it says nothing
		}
		key := cmp.Or(e.ID, e.URL, a.Title+"\n"+a.Text)
		if times[key]++; times[key] > 1 {
			key += fmt.Sprint("\n", times[key]) // a feed that gives many entries one name
		}
		a.ID = base + "#" + entryID(key)
		if a.Title == "" {
			a.Title = guessTitle(a.Text, path.Base(base))
		}
		if err := r.add(a, name, 0); err != nil {
			return err
		}
	}
	return nil
}

// entryID is a short name for an entry by what tells it from the others of its feed.
func entryID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:6])
}
