// Package evals measures how good answers and searches are.
//
// It guarantees that the same questions, answers and articles always give the same report,
// in the same order, to the byte: no clock, no random id and no score goes in. A question
// that is answered wrongly is listed as wrong, with the reason.
//
// Three kinds of sets, each read from JSON lines:
//
//	Question  an answer key: what must be said, what must not, and the evidence  -> Score
//	Query     the articles and facts that a search should find                   -> ScoreSearch
//	Query     short right answers, and answers of any kind                       -> ScoreShort, ScoreReplies
//
// What became of each set is kept as a Sheet, and Compare says what differs between two runs.
//
// It answers nothing itself: an Asker and a Searcher do. It neither reads nor writes files
// other than those it embeds.
package evals
