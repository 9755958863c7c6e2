// Package fetchtest is a small web of news sites on loopback, to test what fetches against:
// feeds of three kinds with their pages, on several ports of 127.0.0.1 as several hosts.
//
// Everything is invented, the same each time, and made when it is asked for: a site of
// thousands of articles takes no memory to speak of. It knows which articles a reader has to
// end up with, and which feeds it has to report. It can do wrong what sites do wrong (Fault),
// and notes whoever is impolite (Violations).
//
// It uses no clock: pages have dates, but nothing changes unless Edit or Publish is called.
package fetchtest
