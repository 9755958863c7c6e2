package fetchtest

import (
	"strings"
	"time"

	"briefbot/internal/briefing/sources"
)

// Story is an article as it is now.
type Story struct {
	Feed, Item int
	URL        string
	Title      string
	Author     string
	Published  time.Time
	Teaser     string // its first paragraph
	Text       string // all of it; paragraphs are separated by empty lines
	// Sentence is one that a reader must have of it: the last of the text, when that can be
	// had from the feed or the page, else the last of the teaser.
	Sentence string
}

// Trouble is a feed that a reader must report.
type Trouble struct {
	Feed  int
	URL   string
	Fault Fault
	Kind  sources.FaultKind // "" when it can be fetched, and is no feed
}

// Story is an article of a feed.
func (s *Site) Story(feed, item int) Story {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.story(feed, item)
}

// Stories are the articles that a reader must end up with, as things are.
func (s *Site) Stories() []Story {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Story
	for i, f := range s.feeds {
		for item := 0; item < f.items && f.fault.fate().feed == read; item++ {
			out = append(out, s.story(i, item))
		}
	}
	return out
}

// Troubles are the feeds that a reader must report, as things are.
func (s *Site) Troubles() []Trouble {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Trouble
	for i, f := range s.feeds {
		if fate := f.fault.fate(); fate.feed == reported {
			out = append(out, Trouble{Feed: i, URL: s.FeedURL(i), Fault: f.fault, Kind: fate.kind})
		}
	}
	return out
}

// story is an article. The lock is held.
func (s *Site) story(feed, item int) Story { return s.beginning(feed, item, paragraphs) }

// beginning is an article with only so many paragraphs. The lock is held.
func (s *Site) beginning(feed, item, length int) Story {
	out := write(feed, item, length)
	out.URL = s.of(feed).server.URL + pagePath(feed, item)
	out.Published = s.options.First.Add(time.Duration(item)*10*time.Minute + time.Duration(feed)*time.Second)
	if e, ok := s.edits[place{feed, item}]; ok {
		out.Text = e.text
		out.Teaser, _, _ = strings.Cut(e.text, "\n\n")
	}
	out.Sentence = lastSentence(out.Text)
	if !fullText(feed) && s.pageFaults[place{feed, item}].fate().page != read {
		out.Sentence = lastSentence(out.Teaser)
	}
	return out
}

// lastSentence is the last sentence of a text whose sentences end with a full stop.
func lastSentence(text string) string {
	text = strings.TrimSpace(text)
	body := strings.TrimRight(text, ".")
	at := max(strings.LastIndex(body, ". ")+1, strings.LastIndexByte(body, '\n'))
	return strings.TrimSpace(text[max(at, 0):])
}
