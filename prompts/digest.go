package prompts

// MaxStoryClaims is how many claims a story is told in at most.
const MaxStoryClaims = 3

// Digest is an event in the news to be told from sentences of its articles.
type Digest struct{ Passages []Passage }

// Render makes the prompt. Its reply has the form of an answer's.
func (d Digest) Render() (Prompt, error) {
	var texts []string
	for _, p := range d.Passages {
		texts = append(texts, p.From, p.Text)
	}
	return renderBoth("digest", DigestVersion, answerSchema, struct {
		Digest
		Fence     fence
		MaxClaims int
	}{d, fenceFor(texts...), MaxStoryClaims})
}
