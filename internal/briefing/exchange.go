package briefing

// Completion is what a model wrote, whole.
type Completion struct {
	Text         string `json:"text"`
	Model        string `json:"model,omitempty"` // as the endpoint names it
	PromptTokens int    `json:"prompt_tokens,omitempty"`
	OutputTokens int    `json:"output_tokens,omitempty"`
}

// Exchange is one prompt put to a model and what came of it, as it is recorded.
type Exchange struct {
	Prompt string `json:"prompt"` // the version of its wording: "answer/1"
	Hash   string `json:"hash"`   // of the rendered prompt
	Completion
	Fault string `json:"fault,omitempty"` // why there is no text
	Spent bool   `json:"spent,omitempty"` // that is because of a limit: see SpentError
}
