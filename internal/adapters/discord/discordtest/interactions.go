package discordtest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// interaction is something that a person did and that the bot has to answer.
// https://discord.com/developers/docs/interactions/receiving-and-responding
type interaction struct {
	id, token string
	channel   string
	at        time.Time
	answered  bool
	original  *message
	private   []*message // what only one person sees
}

// Interaction is what became of one.
type Interaction struct {
	ID       string
	Answered bool // in time
	Original Message
	FollowUp []Message // that only one person sees
}

// postCallback takes the first answer to an interaction: one, in time, and of the kind that
// says that more is to come.
func (s *Server) postCallback(c call) (any, error) {
	var answer struct {
		Type int `json:"type"`
		Data struct {
			Flags int `json:"flags"`
		} `json:"data"`
	}
	if err := c.read(&answer); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.interactions[c.PathValue("token")]
	switch {
	case i == nil || i.id != c.PathValue("interaction"), time.Since(i.at) > cmp.Or(s.options.AckWithin, ackWithin) && !i.answered:
		return nil, refuse(http.StatusNotFound, 10062, "Unknown interaction")
	case i.answered:
		return nil, refuse(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	case answer.Type != 5:
		s.violate("an interaction answered by type %d, which this server does not know", answer.Type)
		return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: type")
	}
	i.answered = true
	i.original = s.respond(i, answer.Data.Flags&flagEphemeral != 0)
	i.original.Loading = true
	return nil, nil
}

// respond makes a message that answers an interaction. It comes through a webhook of the
// application's.
func (s *Server) respond(i *interaction, private bool) *message {
	m := &message{
		Message: Message{ID: s.id(), Channel: i.channel, Author: App, Bot: true, Interaction: i.id, Private: private},
		kind:    20, webhook: true, at: time.Now(),
	}
	if private {
		i.private = append(i.private, m)
	}
	s.deliver(s.channels[i.channel], m)
	return m
}

// webhook finds the interaction of a call. A token that was never answered, or whose time is
// over, opens nothing.
func (s *Server) webhook(c call) (*interaction, error) {
	i := s.interactions[c.PathValue("token")]
	switch {
	case i == nil || !i.answered || c.PathValue("app") != App:
		return nil, refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	case time.Since(i.at) > cmp.Or(s.options.Tokens, tokenLife):
		return nil, refuse(http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	}
	return i, nil
}

func (s *Server) getOriginal(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.webhook(c)
	if err != nil {
		return nil, err
	}
	return s.object(i.original), nil
}

// patchOriginal fills the first answer.
func (s *Server) patchOriginal(c call) (any, error) {
	m, err := s.takes(c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.webhook(c)
	if err != nil {
		return nil, err
	}
	i.original.fill(m)
	i.original.Loading = false
	i.original.Edits++
	return s.object(i.original), nil
}

// postFollowUp adds an answer.
// https://discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message
func (s *Server) postFollowUp(c call) (any, error) {
	m, err := s.takes(c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.webhook(c)
	if err != nil {
		return nil, err
	}
	posted := s.respond(i, m.Flags&flagEphemeral != 0)
	posted.fill(m)
	return s.object(posted), nil
}

// Interaction returns what became of an interaction.
func (s *Server) Interaction(id string) Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range s.interactions {
		if i.id != id {
			continue
		}
		out := Interaction{ID: id, Answered: i.answered}
		if i.original != nil {
			out.Original = i.original.Message
		}
		for _, m := range i.private {
			if m != i.original {
				out.FollowUp = append(out.FollowUp, m.Message)
			}
		}
		return out
	}
	return Interaction{}
}

// Token is the token of an interaction, which nobody guesses.
func Token(id string) string {
	sum := sha256.Sum256([]byte("token of " + id))
	return "aW50ZXJhY3Rpb24-" + hex.EncodeToString(sum[:])
}
