package prompts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Role is who says a message of a prompt.
type Role string

// The roles.
const (
	System    Role = "system"
	User      Role = "user"
	Assistant Role = "assistant"
)

// Message is one part of a prompt.
type Message struct {
	Role Role   `json:"role"`
	Text string `json:"text"`
}

// Prompt is what a model is asked.
type Prompt struct {
	Version  string          // of the wording: "answer/1"
	Messages []Message       // in order
	Name     string          // of the schema
	Schema   json.RawMessage // JSON Schema of the reply
}

// Hash names the messages by their content: 16 hexadecimal digits of a SHA-256.
func (p Prompt) Hash() string {
	h := sha256.New()
	for _, m := range p.Messages {
		h.Write([]byte(m.Role))
		h.Write([]byte{0})
		h.Write([]byte(m.Text))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Tokens is at least how many tokens the prompt has, its schema included; see Tokens.
func (p Prompt) Tokens() int {
	n := Tokens(string(p.Schema))
	for _, m := range p.Messages {
		n += Tokens(m.Text) + messageTokens
	}
	return n
}

// messageTokens is what a message costs beside its text.
const messageTokens = 4
