package prompts

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
)

// The versions of the wordings: a changed wording needs another.
const (
	AnswerVersion    = "answer/1"
	RepairVersion    = "repair/2"
	FollowUpVersion  = "followup/1"
	DecomposeVersion = "decompose/1"
	DigestVersion    = "digest/1"
)

// MaxClaims is how many claims an answer is asked to have at most.
const MaxClaims = 6

// Answer is a question to be answered from passages.
type Answer struct {
	Question string
	Earlier  []string // what the asker said before, oldest first
	Passages []Passage
}

// Passage is a text that an answer may quote. Its number is its place, from 1.
type Passage struct {
	From string // source, date and title
	Text string
}

// Render makes the prompt.
func (a Answer) Render() (Prompt, error) {
	texts := append([]string{a.Question}, a.Earlier...)
	for _, p := range a.Passages {
		texts = append(texts, p.From, p.Text)
	}
	return renderBoth("answer", AnswerVersion, answerSchema, struct {
		Answer
		Fence     fence
		MaxClaims int
	}{a, fenceFor(texts...), MaxClaims})
}

// renderBoth makes a prompt of the two templates of a name.
func renderBoth(name, version string, schema json.RawMessage, data any) (Prompt, error) {
	p := Prompt{Version: version, Name: name, Schema: schema}
	for _, role := range []Role{System, User} {
		text, err := render(name+"."+string(role)+".tmpl", data)
		if err != nil {
			return Prompt{}, err
		}
		p.Messages = append(p.Messages, Message{role, text})
	}
	return p, nil
}

// Repair makes the prompt that asks for a reply to p again. problems say what does not hold in
// the reply and why; of the reply itself they hold single words.
func Repair(p Prompt, reply string, problems []string) (Prompt, error) {
	text, err := render("repair.user.tmpl", problems)
	if err != nil {
		return Prompt{}, err
	}
	p.Version += " " + RepairVersion
	p.Messages = append(p.Messages[:len(p.Messages):len(p.Messages)], Message{Assistant, reply}, Message{User, text})
	return p, nil
}

//go:embed *.tmpl
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"add": func(a, b int) int { return a + b },
}).ParseFS(files, "*.tmpl"))

func render(name string, data any) (string, error) {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("prompts: render %s: %w", name, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// answerSchema is the form of the reply, within what strict schemas may have:
// https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
var answerSchema = json.RawMessage(`{
  "type": "object", "additionalProperties": false, "required": ["claims", "not_found"],
  "properties": {
    "claims": {"type": "array", "items": {
      "type": "object", "additionalProperties": false, "required": ["text", "passages"],
      "properties": {
        "text": {"type": "string"},
        "passages": {"type": "array", "items": {
          "type": "object", "additionalProperties": false, "required": ["n", "quote"],
          "properties": {"n": {"type": "integer"}, "quote": {"type": "string"}}
        }}
      }
    }},
    "not_found": {"type": "boolean"}
  }
}`)
