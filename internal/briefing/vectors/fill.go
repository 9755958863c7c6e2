package vectors

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"briefbot/internal/briefing"
)

// Embedder turns texts into vectors, all of one dimension, and says how many tokens that took.
type Embedder interface {
	Embed(ctx context.Context, texts []string) (vectors [][]float32, tokens int, err error)
}

// Space is what vectors can be compared in: a model and its dimension.
type Space struct {
	Model     string
	Dimension int
}

// Entry is the vectors of an article's first passages.
type Entry struct {
	Article string
	Sum     uint64 // SumOf the document
	Codes   []Code
}

// Store keeps vectors.
type Store interface {
	// Dimension returns that of the vectors of a model that were put last, 0 when there are none.
	Dimension(ctx context.Context, model string) (int, error)
	Vectors(ctx context.Context, s Space, each func(Entry) error) error
	// PutVectors puts entries, each in the place of its article's, and forgets some of those of
	// other spaces.
	PutVectors(ctx context.Context, s Space, entries []Entry) error
}

// Index searches by vectors.
type Index interface {
	// Without returns at most n articles that lack vectors, newest first, with the codes that
	// their first passages have.
	Without(n int) []Unfilled
	// Take takes vectors of a dimension in; entries of texts that it does not have count for
	// nothing. With another dimension than before it forgets all others first.
	Take(dimension int, entries ...Entry)
}

// Unfilled is an article that lacks vectors.
type Unfilled struct {
	Doc   *briefing.Document
	Codes []Code // of its first passages
}

// Filler gives every passage of an index its vector.
type Filler struct {
	Store    Store
	Index    Index
	Embedder Embedder
	Model    string
	Pace     time.Duration // waited after each batch, for the sake of others
	Filled   func(passages int)
	Log      *slog.Logger

	space    Space
	size     int  // of the next batch
	strikes  int  // failures in a row of one passage by itself
	other    int  // the dimension of the last batch, when it was another
	switched bool // to another dimension
}

const (
	// maxBatch is how many passages are put to the model at once: some servers take no more than
	// 32 (https://huggingface.co/docs/text-embeddings-inference/cli_arguments).
	maxBatch = 32
	// lookEvery is how often a full index is looked at for new articles.
	lookEvery = 2 * time.Second
	// What is waited after a failure; doubled after each.
	minRest = time.Second
	maxRest = 5 * time.Minute
	// maxStrikes is how often a passage fails by itself, while others do not, before it is left
	// without a vector.
	maxStrikes = 3
)

// Load takes the vectors that the store has into the index.
func (f *Filler) Load(ctx context.Context) error {
	dimension, err := f.Store.Dimension(ctx, f.Model)
	if err != nil || dimension == 0 {
		return err
	}
	return f.load(ctx, dimension)
}

func (f *Filler) load(ctx context.Context, dimension int) error {
	f.space = Space{f.Model, dimension}
	f.Index.Take(dimension)
	return f.Store.Vectors(ctx, f.space, func(e Entry) error {
		f.Index.Take(dimension, e)
		return ctx.Err()
	})
}

// Run takes in what the store has and fills the index, with what comes into it meanwhile, until
// ctx ends. What goes wrong is logged, once for as long as it stays the same, and tried again.
func (f *Filler) Run(ctx context.Context) {
	fault, rest := "", minRest
	err := f.Load(ctx)
	for more := true; ; {
		if err == nil {
			more, err = f.step(ctx)
		}
		pause := f.Pace
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if err.Error() != fault {
				fault = err.Error()
				f.Log.Warn("passages lack vectors; tried again until they have them", "error", err)
			}
			pause, rest = rest, min(2*rest, maxRest)
		case more:
			fault, rest = "", minRest
		default:
			pause = lookEvery
		}
		if !wait(ctx, pause) {
			return
		}
		err = nil
	}
}

// Fill does so until the index is full. It gives up after some failures in a row: after two when
// nothing has ever gone well.
func (f *Filler) Fill(ctx context.Context) error {
	if err := f.Load(ctx); err != nil {
		return err
	}
	failures, most, rest := 0, 2, minRest
	for {
		more, err := f.step(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if failures++; failures == most {
				return err
			}
			if !wait(ctx, rest) {
				return ctx.Err()
			}
			rest *= 2
		case !more:
			return nil
		default:
			failures, most, rest = 0, maxFailures, minRest
		}
	}
}

// maxFailures is how many failures in a row end Fill.
const maxFailures = 2 * maxStrikes

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// step embeds one batch. It returns whether there may be more. A batch that fails is tried
// again in small ones: the endpoint may not take as many, or not one of them.
func (f *Filler) step(ctx context.Context) (more bool, err error) {
	if f.size == 0 {
		f.size = maxBatch
	}
	unfilled := f.Index.Without(f.size)
	texts := f.texts(unfilled)
	if len(texts) == 0 {
		return false, f.Store.PutVectors(ctx, f.space, nil) // of other models something may be left
	}
	codes, dimension, err := f.embed(ctx, texts)
	if err != nil {
		if codes, err = f.struck(ctx, len(texts), err); err != nil {
			return true, err
		}
		dimension = f.space.Dimension
	}
	if anew, err := f.settle(ctx, dimension); err != nil || anew {
		return true, err
	}
	entries := share(unfilled, codes)
	if err := f.Store.PutVectors(ctx, f.space, entries); err != nil {
		return true, err
	}
	f.Index.Take(dimension, entries...)
	f.size, f.strikes = min(2*f.size, maxBatch), 0
	if f.Filled != nil {
		f.Filled(len(codes))
	}
	return true, nil
}

// texts returns those of the first passages without vectors.
func (f *Filler) texts(unfilled []Unfilled) []string {
	var texts []string
	for _, u := range unfilled {
		for i := len(u.Codes); i < len(u.Doc.Passages) && len(texts) < f.size; i++ {
			texts = append(texts, TextOf(u.Doc, i))
		}
	}
	return texts
}

func (f *Filler) embed(ctx context.Context, texts []string) (codes []Code, dimension int, err error) {
	got, _, err := f.Embedder.Embed(ctx, texts)
	if err != nil {
		return nil, 0, err
	}
	codes = make([]Code, len(got))
	for i, v := range got {
		codes[i], dimension = Encode(v), len(v)
	}
	return codes, dimension, nil
}

// plain is a text that every model takes.
const plain = "news"

// struck makes the next batch small. One passage that fails by itself again and again while
// another text does not gets an empty code: no vector.
func (f *Filler) struck(ctx context.Context, texts int, err error) ([]Code, error) {
	f.size = 1
	if texts > 1 || f.space.Dimension == 0 {
		f.strikes = 0
		return nil, err
	}
	if _, _, of := f.embed(ctx, []string{plain}); of != nil {
		return nil, err
	}
	if f.strikes++; f.strikes < maxStrikes {
		return nil, err
	}
	f.Log.Warn("the model makes no vector of a passage; it is found by its words alone", "error", err)
	return make([]Code, 1), nil
}

// settle takes the dimension of a batch for that of the model when it is the first one, or
// another twice in a row: then the model has changed behind its name, and all is filled anew.
func (f *Filler) settle(ctx context.Context, dimension int) (anew bool, err error) {
	other := f.other
	f.other = 0
	switch {
	case f.space.Dimension == 0:
		f.space = Space{f.Model, dimension}
		return false, nil
	case f.space.Dimension == dimension:
		return false, nil
	case f.switched || other != dimension:
		f.other = dimension
		return false, fmt.Errorf("vectors of %s have %d dimensions and had %d; they cannot be compared", f.Model, dimension, f.space.Dimension)
	}
	f.switched = true
	f.Log.Warn("the model has changed: its vectors have another dimension; all are made anew", "model", f.Model, "dimension", dimension, "before", f.space.Dimension)
	return true, f.load(ctx, dimension)
}

// share hands codes out to the passages that lack them.
func share(unfilled []Unfilled, codes []Code) []Entry {
	var entries []Entry
	for _, u := range unfilled {
		n := min(len(u.Doc.Passages)-len(u.Codes), len(codes))
		if n == 0 {
			continue
		}
		entries = append(entries, Entry{u.Doc.ID, SumOf(u.Doc), append(u.Codes[:len(u.Codes):len(u.Codes)], codes[:n]...)})
		codes = codes[n:]
	}
	return entries
}
