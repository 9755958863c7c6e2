// Package openaitest is an endpoint on loopback that speaks OpenAI's chat completions
// and embeddings as far as this project uses them, and fails in every way that such endpoints do.
//
// It takes a key and a model, and refuses what it does not know in the words of OpenAI. It is
// no model: a test says what it writes.
package openaitest
