// Package sources follows news sources: it visits feeds and folders again and again, reads the
// pages that their entries lead to, and stores what is new and what was changed.
//
// It guarantees:
//
//   - an entry becomes one article, whose id is its page's address, however often the feed or
//     the process starts over: everything is done again until it is stored, and storing it
//     again changes nothing;
//   - a story with another text is a new revision; other promotion, time stamps or spelling of
//     white space are not;
//   - a feed cannot speak for another site: of pages elsewhere only what those pages say
//     themselves is taken under their address;
//   - what a source may store is bounded by its quota;
//   - what is wrong with a source is kept with it, and logged once for as long as it stays the
//     same; other sources are not held up by it.
//
// A source is visited at most every so often, more rarely while it has nothing new or fails,
// and never before its server says. Pages are read again at growing intervals until a story
// has not changed for three days.
//
// It does no HTTP: a Fetcher does, and is polite to each host.
package sources
