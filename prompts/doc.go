// Package prompts holds what a model is asked, one purpose a template.
//
// It guarantees that what a prompt is about, the question and the passages, stands between
// fences that occur nowhere in it, so that no text can end its own fence; that the same
// question and passages make the same prompt; and that each wording has a version, which
// changes with it. It cannot make a model heed a fence: what a model writes is checked like
// any other text.
//
// A text is expected on one line and free of control characters.
package prompts
