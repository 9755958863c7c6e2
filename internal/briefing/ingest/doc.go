// Package ingest turns a folder of articles into documents: articles cut into passages
// and sentences that can be quoted. It also reads feeds into entries.
//
// Of a folder it reads .txt and .md files, one article each, with or without YAML front
// matter, web pages in .html files, .jsonl files, one article a line, and feeds (.rss, .atom,
// .rdf), an article an entry. It guarantees that
//
//   - the text of an article is the file's own, byte for byte, after a byte order mark
//     and the front matter, so that every span can be checked against the file; that of a
//     web page is its article as plain text;
//   - every passage and every sentence is a span of that text on character bounds, in
//     order and without overlap, each sentence within its passage;
//   - promotional lines ("Read more: …") and headings are in no passage;
//   - the same text is always cut in the same way;
//   - input that cannot be read is reported with file, line and reason, and the rest goes
//     on: an article comes in whole or not at all.
//
// [ReadPage] makes plain text of a web page, of whatever bytes, in bounded time. A library
// finds the place of the article (readability, as browsers use it); rules on tags, classes
// and lines take out what is beside it: captions, bylines, calls to subscribe, links to
// other articles. The rules are general, and may leave a line too many rather than lose
// one. A date that the page does not give is left open.
//
// It tells whether two texts of one article differ in anything that is news (SameStory), and
// in which sentences (Diff), and which articles are copies of one text (Print, TraceCopies).
//
// [ReadFeed] reads a feed by what it holds, not by what a server says of it: any kind, any
// encoding, broken or cut short, in time and memory bounded by its length. Titles and names
// are lines that can be shown; all else is text of unknown origin. Lists of feeds are read and
// written as OPML.
//
// It runs no scripts, recognizes no languages, and does not read the network,
// convert the encoding of other files, or know what is stored already.
package ingest
