package chat

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

const (
	deskWorkers = 8
	// maxTries is how often an event is tried that fails; then a person is told.
	maxTries = 3
	// maxClaims is how often an event is claimed at all: one that ends the process each time
	// would do so for ever.
	maxClaims = 20
	// maxTurns is how much of a conversation a follow-up leans on.
	maxTurns = 6
	// memory is how long a conversation is leaned on.
	memory = 24 * time.Hour
	// today is what the command for a digest looks back on.
	today = 24 * time.Hour
)

// desk answers events.
type desk struct {
	*Bot
	posting *signal // tells the courier of new messages
}

func (d *desk) run(ctx, work context.Context) {
	pump[Event]{
		limit: deskWorkers, wake: &d.Intake.wake, log: d.Log,
		claim: func(ctx context.Context, n int) ([]Event, error) {
			return d.Inbox.NextEvents(ctx, d.Now(), lease, n)
		},
		do: func(e Event) { d.settle(work, e) },
	}.run(ctx)
}

// settle answers an event and keeps what came of it, or hands it back.
func (d *desk) settle(ctx context.Context, e Event) {
	log := d.Log.With("request_id", keyOf(e), "kind", string(e.Kind), "room", e.To.Room.String())
	start := time.Now()
	outcome, err := d.outcome(ctx, e)
	if err == nil {
		err = d.Inbox.Settle(ctx, e.ID, outcome)
	}
	switch {
	case err == nil:
		d.Metrics.answered(e.Kind, time.Since(start))
		d.posting.send()
		log.Info("event answered", "messages", len(outcome.Messages), "took", time.Since(start), "attempts", e.Attempts)
	case ctx.Err() != nil: // the process is stopping
		d.handBack(e, d.Now(), "stopped", log)
	case e.Attempts < maxTries:
		log.Warn("event to be tried again", "attempts", e.Attempts, "error", err)
		d.handBack(e, d.Now().Add(backoff(e.Attempts)), err.Error(), log)
	default:
		d.fail(ctx, e, err, log)
	}
}

func (d *desk) handBack(e Event, due time.Time, why string, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := d.Inbox.HandBack(ctx, e.ID, due, why); err != nil {
		log.Error("event not handed back; its lease will run out", "error", err)
	}
}

// fail ends an event with a message under an incident's number, whose cause is in the log.
func (d *desk) fail(ctx context.Context, e Event, cause error, log *slog.Logger) {
	incident := strings.ToLower(rand.Text()[:8])
	log.Error("event failed", "incident", incident, "attempts", e.Attempts, "error", cause)
	outcome := Outcome{Failed: incident + ": " + cause.Error()}
	var err error
	if outcome.Messages, err = d.messages(failurePage(incident), e); err == nil {
		err = d.Inbox.Settle(ctx, e.ID, outcome)
	}
	if err != nil {
		log.Error("failure not told", "incident", incident, "error", err)
		d.handBack(e, d.Now().Add(backoff(e.Attempts)), cause.Error(), log)
		return
	}
	d.posting.send()
}

// outcome makes what comes of an event. A panic is an error like others.
func (d *desk) outcome(ctx context.Context, e Event) (o Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if e.Attempts > maxClaims {
		return Outcome{}, fmt.Errorf("claimed %d times and never settled", e.Attempts-1)
	}
	page, o, err := d.page(ctx, e)
	if err != nil {
		return Outcome{}, err
	}
	o.Messages, err = d.messages(page, e)
	return o, err
}

// page says what the event asks for, and what else is to be kept of it.
func (d *desk) page(ctx context.Context, e Event) (Page, Outcome, error) {
	switch e.Kind {
	case Ask:
		return d.ask(ctx, e)
	case Fact:
		if e.Text == "" {
			return notice("Name what you want to know of, as in /fact NAME."), Outcome{}, nil
		}
		service, err := d.service(ctx, e.To.Room)
		if err != nil {
			return Page{}, Outcome{}, err
		}
		card, err := service.Fact(ctx, e.Text)
		return CardPage(card), Outcome{}, err
	case Digest:
		page, err := d.digest(ctx, e)
		return page, Outcome{}, err
	case Brief:
		return d.brief(ctx, e)
	case Busy:
		return busyPage(e.Text), Outcome{}, nil
	case Quotes:
		record, err := d.Inbox.Answer(ctx, e.Answer)
		if errors.Is(err, briefing.ErrNotFound) {
			return notice("That answer is not kept any more."), Outcome{}, nil
		}
		return QuotesPage(record), Outcome{}, err
	case Verdict:
		return d.verdict(ctx, e)
	}
	return Page{}, Outcome{}, fmt.Errorf("no such kind of event: %q", e.Kind)
}

func (d *desk) ask(ctx context.Context, e Event) (Page, Outcome, error) {
	if e.Text == "" {
		return helpPage(), Outcome{}, nil
	}
	turns, err := d.Inbox.History(ctx, e, e.At.Add(-memory), maxTurns)
	if err != nil {
		return Page{}, Outcome{}, err
	}
	service, err := d.service(ctx, e.To.Room)
	if err != nil {
		return Page{}, Outcome{}, err
	}
	record, err := service.Prepare(ctx, briefing.Question{Text: e.Text, History: turns})
	record.Answer.AnswerID = keyOf(e) // one name from the event to the message
	return AnswerPage(record), Outcome{Record: &record}, err
}

// digest makes the digest of a room now. Where the room has one subscription, it is on that
// one's topic, unless another is asked for, and in its time zone.
func (d *desk) digest(ctx context.Context, e Event) (Page, error) {
	own, err := d.subscriptions(ctx, e.To.Room)
	if err != nil {
		return Page{}, err
	}
	topic, zone := e.Text, time.UTC
	if len(own) == 1 {
		topic = cmp.Or(topic, own[0].Topic)
		if local, err := time.LoadLocation(own[0].Zone); err == nil {
			zone = local
		}
	}
	service, err := d.service(ctx, e.To.Room)
	if err != nil {
		return Page{}, err
	}
	now := d.Now()
	news, err := service.Digest(ctx, briefing.Period{From: now.Add(-today), Until: now, Topic: topic})
	return DigestPage(news, zone), err
}

func (d *desk) verdict(ctx context.Context, e Event) (Page, Outcome, error) {
	if _, err := d.Inbox.Answer(ctx, e.Answer); errors.Is(err, briefing.ErrNotFound) {
		return notice("That answer is not kept any more."), Outcome{}, nil
	} else if err != nil {
		return Page{}, Outcome{}, err
	}
	said := "helpful"
	if !e.Helpful {
		said = "not helpful"
	}
	feedback := &Feedback{Answer: e.Answer, User: e.To.Room.Platform + ":" + e.User, Helpful: e.Helpful, At: e.At}
	return notice("Noted as " + said + ". Thank you."), Outcome{Verdict: feedback}, nil
}

// messages renders what answers an event.
func (d *desk) messages(p Page, e Event) ([]Message, error) {
	p.Key = keyOf(e)
	if e.To.Handle != nil && !e.To.Private && e.Kind == Ask { // nobody else has seen the question
		p.Asked, p.AskedBy = e.Text, e.User
	}
	return d.compose(p, e.To, e.Conversation)
}

// compose renders a page into messages. The second and later ones go on under the first.
func (b *Bot) compose(p Page, to Address, conversation string) ([]Message, error) {
	platform, ok := b.platform(to.Room.Platform)
	if !ok {
		return nil, fmt.Errorf("chat: render for %s: the platform is not set up", to.Room)
	}
	bodies, err := platform.Render(p, to)
	if err != nil {
		return nil, fmt.Errorf("chat: render for %s: %w", to.Room, err)
	}
	var out []Message
	for i, body := range bodies {
		m := Message{Key: PartKey(p.Key, i+1), To: to, Conversation: conversation, Body: body, Created: b.Now()}
		if i > 0 {
			m.Parent = p.Key
		}
		out = append(out, m)
	}
	return out, nil
}

// keyOf names an event, its answer and the first message of it: 12 letters and digits of the
// hash of its first key, the same however often it is answered.
func keyOf(e Event) string {
	sum := sha256.Sum256([]byte(e.Keys[0]))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12])
}
