// Package retrieve finds the passages of a corpus that may answer a query.
//
// An Index holds the corpus in memory. Candidates come from BM25 over the normal forms of
// words (package english), with the spellings, aliases and country names that stand for a
// word in this corpus; the best of them are ranked again by how much of the question the
// passage and its best sentence account for, words near in meaning included (package glove),
// by neighbouring words that stay neighbours, by the type of answer that the question wants and
// the sources and days that it names, and by how new an article is when that is asked for. The
// first hits are chosen for what they add to each other, so that a question for several facts
// finds them in several articles. Of a text that stands in several copies the first is shown, and
// those of sources that the question names.
//
// A Hybrid searches by meaning, too, with the vectors of package vectors: candidates that have
// one change places among themselves, and the passages nearest in meaning join them. What has no
// vector keeps its place, and the confidence comes from words alone. An embedding that fails or
// takes long leaves a search by words.
//
// Searching the same corpus for the same query finds the same passages with the same scores.
// What was removed or replaced leaves no trace in them but the forms of words that were
// seen. A search sees an article whole or not at all. Windows do not overlap.
//
// An acronym stands for the words before it in "World Chess League (WCL)", and they for it; the
// last name of "palace spokesman Ilmar Voss" stands for "the palace spokesman". Both are read
// from the passages when a question has such words, and nothing is kept of them. A name does not
// stand for an office with a word more or less, "the deputy palace spokesman", nor is the office
// sought for the name.
//
// The index is guarded by a read-write lock and not swapped whole: articles come in one at a
// time while questions are answered, and a copy for each would cost more than the few
// milliseconds that one waits for the other.
//
// The index is derived data: it can be dropped and built again from the store. It keeps no
// file. Access to rooms or tenants is not its business.
package retrieve
