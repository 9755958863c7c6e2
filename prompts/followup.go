package prompts

import "encoding/json"

// MaxQuestionWords is how long a question that is said again may be.
const MaxQuestionWords = 40

// FollowUp is a question to be said again without the conversation before it.
type FollowUp struct {
	Question string
	Turns    []Turn // oldest first
}

// Turn is what one side said.
type Turn struct {
	Bot  bool
	Text string
}

// Render makes the prompt.
func (f FollowUp) Render() (Prompt, error) {
	texts := []string{f.Question}
	for _, t := range f.Turns {
		texts = append(texts, t.Text)
	}
	return renderBoth("followup", FollowUpVersion, followUpSchema, struct {
		FollowUp
		Fence    fence
		MaxWords int
	}{f, fenceFor(texts...), MaxQuestionWords})
}

var followUpSchema = json.RawMessage(`{
  "type": "object", "additionalProperties": false, "required": ["question"],
  "properties": {"question": {"type": "string"}}
}`)
