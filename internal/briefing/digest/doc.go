// Package digest makes the news of a period out of its articles, and knows when a digest is
// due.
//
// An Editor groups articles that tell of one event into stories, puts the stories that most
// sources tell of first, and has each told in one to three sentences of its articles. It
// guarantees that every sentence it drafts stands in the article that it quotes, and that
// the same articles make the same stories, in whatever order they come. An Archive says
// which articles were new when. A Schedule says at which instant a local date's digest is
// due: one for each date, whatever its clocks do.
//
// With each story it says from which sentences somebody may tell it in other words: those that share
// words with its title and its first sentence.
//
// It does no I/O, holds no clock, and does not check its own work; package cite does. It
// compares words and not meanings: two articles that tell of one event in quite other words
// are two stories, and what the sources disagree on is not pointed out.
package digest
