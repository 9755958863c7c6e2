// Package discordtest is a Discord to test against: the part of its REST API and of its
// gateway that a bot needs, on a loopback address, as strict as Discord is. It is a server of
// its own, so that a bot in another process can be killed beside it.
//
// It guarantees: what it refuses, Discord refuses too, with the same status and code; each
// rule names its source. With the same seed and the same calls in the same order, chance
// falls the same way. It is safe for concurrent use.
//
// It does not guarantee that what it takes, Discord takes: permissions, slow mode, filters,
// shards and everything that a text bot does not use are left out. It renders nothing.
package discordtest
