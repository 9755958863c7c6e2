// Package retrieve finds the passages of a corpus that may answer a query.
//
// An Index holds the corpus in memory. Candidates come from BM25 over the normal forms of
// words (package english), with the spellings, aliases and country names that stand for a
// word in this corpus; the best of them are ranked again by how much of the question their
// best sentence accounts for, words near in meaning included (package glove), and by the
// type of answer that the question wants.
//
// The index is derived data: it can be dropped and built again from the store. It keeps no
// file. Searching the same corpus for the same query finds the same passages; access to
// rooms or tenants is not its business.
package retrieve
