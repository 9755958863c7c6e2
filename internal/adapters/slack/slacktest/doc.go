// Package slacktest is a Slack of one workspace on loopback, to test against: the Web API,
// Socket Mode, events over HTTP and response_urls.
//
// It refuses what Slack refuses, as far as Slack documents it or has been seen to, and can
// lose, repeat, reorder and delay what goes to and fro, the same way for the same seed. What
// it does not know it does not take.
package slacktest
