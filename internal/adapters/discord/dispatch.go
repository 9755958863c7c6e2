package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// dispatch takes an event of the gateway. It does not wait for anybody but the queue of
// messages.
func (s *supervisor) dispatch(ctx context.Context, e *discordgo.Event) {
	switch e.Type {
	case "READY":
		decode(s.Adapter, e, func(r ready) { s.ready(ctx, r) })
	case "RESUMED":
		s.connected.Store(true)
		s.log.Info("gateway session resumed")
	case "GUILD_CREATE":
		decode(s.Adapter, e, func(g guild) { s.takeGuild(ctx, g) })
	case "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE":
		decode(s.Adapter, e, s.rooms.put)
	case "CHANNEL_DELETE", "THREAD_DELETE":
		decode(s.Adapter, e, func(p place) { s.rooms.drop(p.ID) })
	case "THREAD_LIST_SYNC":
		decode(s.Adapter, e, func(g guild) { s.learnPlaces(g) })
	case "MESSAGE_CREATE":
		decode(s.Adapter, e, func(m inbound) { s.queue(ctx, m) })
	case "INTERACTION_CREATE":
		decode(s.Adapter, e, func(i interaction) {
			s.tasks.Go(func() {
				defer s.recoverPanic("interaction")
				s.takeInteraction(ctx, i)
			})
		})
	}
}

// decode reads an event and hands it on. One that cannot be read is logged by its type: what
// is in it are people's words.
func decode[E any](a *Adapter, e *discordgo.Event, take func(E)) {
	var event E
	if err := json.Unmarshal(e.RawData, &event); err != nil {
		a.log.Error("event not read", "type", e.Type, "error", err)
		return
	}
	take(event)
}

// ready is what begins a session.
// https://discord.com/developers/docs/events/gateway-events#ready
type ready struct {
	User        person      `json:"user"`
	Application application `json:"application"`
	Guilds      []struct {
		ID string `json:"id"`
	} `json:"guilds"`
}

// guild is what the bot reads of a guild; of one that is out of order, nothing but its id.
// https://discord.com/developers/docs/events/gateway-events#guild-create
type guild struct {
	ID       string  `json:"id"`
	GuildID  string  `json:"guild_id"` // of a list of threads
	Channels []place `json:"channels"`
	Threads  []place `json:"threads"`
	Roles    []struct {
		ID   string `json:"id"`
		Tags struct {
			Bot string `json:"bot_id"`
		} `json:"tags"`
	} `json:"roles"`
}

// ready begins a session: nothing of what came before it will be sent.
func (s *supervisor) ready(ctx context.Context, r ready) {
	s.self.set(r.User.ID, r.Application.ID)
	s.missed(ctx, r)
	s.connected.Store(true)
	s.log.Info("gateway session begun", "guilds", len(r.Guilds), "content", s.content)
}

// learnPlaces keeps what a guild says of its channels and threads.
func (s *supervisor) learnPlaces(g guild) (places []place) {
	for _, p := range slices.Concat(g.Channels, g.Threads) {
		p.Guild = cmp.Or(g.ID, g.GuildID)
		s.rooms.put(p)
		places = append(places, p)
	}
	me := s.self.get()
	for _, role := range g.Roles {
		if role.Tags.Bot == me.user && me.user != "" {
			s.self.addRole(role.ID)
		}
	}
	return places
}

// queue puts a message into the queue.
func (a *Adapter) queue(ctx context.Context, m inbound) {
	a.seen.begin(m.ID)
	select {
	case a.inbox <- m:
	case <-ctx.Done(): // it will be read again
	}
}

// takeMessages takes the messages of the queue, one after the other.
func (a *Adapter) takeMessages(ctx context.Context) {
	for {
		select {
		case m := <-a.inbox:
			a.takeMessage(ctx, m)
		case <-ctx.Done():
			return
		}
	}
}

// takeMessage has a message that is written to the bot committed. It tries until that is
// done: until then the message counts as not seen. One that panics is given up.
func (a *Adapter) takeMessage(ctx context.Context, m inbound) {
	defer a.recoverPanic("message")
	taken := true
	defer func() {
		if taken {
			a.seen.end(m.ID)
		}
	}()
	if m.Guild == "" {
		a.rememberDirect(ctx, m)
	}
	log := a.log.With("request_id", platform+":msg:"+m.Channel+":"+m.ID)
	for wait := a.timing.minPause; ; wait = min(2*wait, a.timing.maxPause) {
		e, ok, err := a.event(ctx, m)
		if err == nil && ok {
			err = a.intake.Accept(ctx, e)
		}
		if err == nil {
			return
		}
		if ctx.Err() == nil {
			log.Error("message not taken; to be tried again", "error", err, "pause", wait)
		}
		if sleep(ctx, wait) != nil {
			taken = false
			return
		}
	}
}
