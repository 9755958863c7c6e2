package retrieve

// scratch is memory that searches take turns in using. Between them what is indexed by
// passage or term is zero, and the rest is empty.
type scratch struct {
	scores []float32 // by passage
	counts []float32 // by passage
	words  []int32   // by term: see matcher.at

	touched, hit []uint32 // passages
	seen         []seen
	worths       []float32
}

// borrow returns memory for one search; x.scratch takes it back.
func (x *Index) borrow() *scratch {
	s, _ := x.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	s.scores = zeros(s.scores, len(x.passages))
	s.counts = zeros(s.counts, len(x.passages))
	s.words = zeros(s.words, len(x.words.terms))
	return s
}

// zeros returns s with at least n elements, all zero as those of s are.
func zeros[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return make([]T, n+n/4)
}
