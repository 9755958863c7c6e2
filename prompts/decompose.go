package prompts

import "encoding/json"

// MaxParts is how many parts a question is taken apart into at most.
const MaxParts = 4

// Decompose is a question to be taken apart.
type Decompose struct{ Question string }

// Render makes the prompt.
func (d Decompose) Render() (Prompt, error) {
	return renderBoth("decompose", DecomposeVersion, decomposeSchema, struct {
		Decompose
		Fence    fence
		MaxParts int
	}{d, fenceFor(d.Question), MaxParts})
}

var decomposeSchema = json.RawMessage(`{
  "type": "object", "additionalProperties": false, "required": ["questions"],
  "properties": {"questions": {"type": "array", "items": {"type": "string"}}}
}`)
