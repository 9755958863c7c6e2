// Package compose analyses questions and drafts answers to them from evidence.
//
// The extractive composer says nothing of its own: each claim of a draft is a sentence of an
// article, a part of one cut at a clause, or an item of a list that stands in one, with the
// place it was taken from. It refuses when no sentence accounts for the names, the numbers
// and the telling words of the question, or holds no value of the type asked for. Where
// sources give values that cannot all be true, it drafts each side. Copies of one text are one
// source: they neither back nor contradict each other, unless one was changed.
//
// A question that asks several things is cut into parts where another question begins; each is
// answered for itself, and one without an answer refuses no other. Of two things that are compared,
// with a value each in one unit, it says which has more: a claim that stands on both places, and
// goes out only if the gate bears it.
//
// The LLM composer asks a model for claims with quotes, finds the quotes again in the stored
// text and keeps what they bear out; when too little is left, the draft is the extractive one.
// It also has the model say a follow-up by itself and take a question apart, in words that were
// said; otherwise the rules' reading counts.
// The stories of a digest it has told from their sentences, each within the same promises.
// What a model writes decides no refusal and no disagreement, and is recorded with the draft.
//
// It reads nothing but the evidence it is given: the same evidence, and the same words of a
// model, make the same draft. It does not check its own work; package cite does.
package compose
