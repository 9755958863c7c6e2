// Package briefing answers questions from a corpus of news articles: cited word for word,
// or not at all.
//
// The way of a question:
//
//	Service.Ask
//	  Speller.Spell      puts slips of spelling right                         (retrieve)
//	  Composer.Understand what kind of answer, which words must be found,
//	                     what a follow-up stands for; a model may help
//	                                                              (followup, compose)
//	  Searcher.Search    passages, best first; what the corpus knows of the
//	                     question's words; the same for each part of a
//	                     question that asks several things                    (retrieve)
//	  Composer.Compose   a draft: claims, each with the places it stands on;
//	                     the sides where the sources differ; or a refusal;
//	                     in the words of the sources, or of a model           (compose)
//	  Gate.Check         drops every claim that its quotes do not bear out    (cite)
//	  Recorder.Record    the answer with its inputs, to be replayed           (a store)
//
// Service.Answer is the middle of it, from Compose to the gate: it makes a recorded answer
// again. Service.Fact goes the same way from a name to a card.
//
// Service.Digest makes the news of a period: an Archive finds its new articles, an Editor
// groups them into stories and drafts their sentences (digest), a Teller may say those in the words
// of a model (compose), and the gate checks both.
//
// Articles come in through package ingest, which reads files, feeds and pages and cuts them
// into passages; package sources follows feeds, sites and folders. Package english
// knows the language: tokens, names, numbers, times. Package glove knows which words are
// near in meaning, and package vectors which passages, where a model of embeddings is named.
// Package evals measures all of it.
//
// This package holds the types that all of them share and imports none of them. It does no
// I/O: stores, platforms and models are adapters.
package briefing
