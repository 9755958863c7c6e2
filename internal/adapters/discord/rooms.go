package discord

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// identity is who the bot is.
type identity struct {
	user  string   // the id that it writes under
	app   string   // the application's id
	roles []string // those that Discord made for it, one a guild
}

// self keeps the identity.
type self struct {
	mu sync.Mutex
	identity
}

func (s *self) get() identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.identity
}

// set keeps what is known; "" is not known.
func (s *self) set(user, app string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user != "" {
		s.user = user
	}
	if app != "" {
		s.app = app
	}
}

// addRole keeps a role of the bot's own.
func (s *self) addRole(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.roles, id) {
		s.roles = append(slices.Clip(s.roles), id)
	}
}

// me returns who the bot is, and asks Discord when that is not known yet.
func (a *Adapter) me(ctx context.Context) (identity, error) {
	if me := a.self.get(); me.user != "" {
		return me, nil
	}
	var user person
	if err := a.rest.get(ctx, "/users/@me", &user); err != nil {
		return identity{}, fmt.Errorf("discord: ask who the bot is: %w", err)
	}
	a.self.set(user.ID, "")
	return a.self.get(), nil
}

// place is what the bot knows of a channel or thread.
// https://discord.com/developers/docs/resources/channel#channel-object
type place struct {
	ID     string `json:"id"`
	Guild  string `json:"guild_id"`
	Type   int    `json:"type"`
	Parent string `json:"parent_id"` // of a thread: its channel
	Last   string `json:"last_message_id"`
}

// thread reports whether the place is a thread: of announcements, public or private.
func (p place) thread() bool { return p.Type >= 10 && p.Type <= 12 }

// rooms keeps the places that the gateway told of.
type rooms struct {
	mu     sync.Mutex
	places map[string]place
}

func (r *rooms) put(p place) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.places == nil {
		r.places = map[string]place{}
	}
	r.places[p.ID] = p
}

func (r *rooms) drop(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.places, id)
}

func (r *rooms) get(id string) (place, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.places[id]
	return p, ok
}

// place returns what is known of a channel, and asks Discord when that is nothing. What
// cannot be learnt is a place without a type: a channel like most.
func (a *Adapter) place(ctx context.Context, id string) place {
	if p, ok := a.rooms.get(id); ok {
		return p
	}
	p := place{ID: id}
	ctx, cancel := context.WithTimeout(ctx, placeTimeout)
	defer cancel()
	err := a.rest.get(ctx, "/channels/"+id, &p)
	if err == nil || missing(err) {
		a.rooms.put(p)
	} else {
		a.log.Warn("channel not looked at", "channel", id, "error", err)
	}
	return p
}
