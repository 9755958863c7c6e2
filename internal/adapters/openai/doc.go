// Package openai asks a model at any endpoint that speaks OpenAI's chat completions.
//
// It guarantees that what it returns was written to its end; that an error comes back within
// the time of the context, and earlier when no word comes at all; that an endpoint that keeps
// failing is left alone for a while; that no reply, however large, takes more than a little
// memory; that no request is made before its Meter has set the tokens of it aside; and that
// neither the key nor a prompt is in an error. It follows no redirect: a prompt goes nowhere but
// to the endpoint.
//
// It does not judge what a model writes. What was used is what the endpoint says or, where it
// says nothing, an estimate that is rather too high.
package openai
