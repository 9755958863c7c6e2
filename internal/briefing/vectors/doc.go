// Package vectors keeps what a text means, as a model of embeddings has it, small enough for
// every passage of a corpus, and fills in what is missing.
//
// It guarantees: the Code of a vector is the same on every machine and takes 260 bytes,
// whatever the dimension; the cosine of a Code and a Probe is that of their vectors but for a
// small error; vectors of two models or dimensions are never compared; a passage is put to the
// model once, but for those of one batch when the process is killed; an article has the vectors
// of the text that it has now, or none.
//
// It does not make embeddings: that is for an Embedder. It does not rank: that is for
// retrieve. It knows no prefixes that some models want before a question or a passage.
package vectors
