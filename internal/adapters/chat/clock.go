package chat

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/digest"
)

const (
	// tick is how soon a new subscription is noticed, and how often a digest is tried that
	// failed.
	tick = time.Minute
	// catchUp is how late a digest may come: after that the day is over.
	catchUp = 12 * time.Hour
	// lookBack is how far back days are looked for that have no digest.
	lookBack = 7 * 24 * time.Hour
	// firstPeriod is what the first digest of a subscription covers, and maxPeriod what one
	// does at most.
	firstPeriod = 24 * time.Hour
	maxPeriod   = 7 * 24 * time.Hour
	// digestTime is how long making a digest may take.
	digestTime = time.Minute
)

// clock makes the daily digests, one after another.
type clock struct {
	*Bot
	posting *signal // tells the courier of new messages

	// done is up to when the days of a subscription are settled. It only saves looking them
	// up in the ledger, which alone says what was posted.
	done   map[int64]time.Time
	faults map[int64]string // why the last try failed, to be logged once
}

func newClock(b *Bot, posting *signal) *clock {
	return &clock{Bot: b, posting: posting, done: map[int64]time.Time{}, faults: map[int64]string{}}
}

// run makes the digests that are due until ctx ends; one under way is finished while work
// lasts.
func (c *clock) run(ctx, work context.Context) {
	for ctx.Err() == nil {
		next := c.round(ctx, work)
		select {
		case <-ctx.Done():
		case <-time.After(min(next.Sub(c.Now()), tick)):
		}
	}
}

// round makes the digests that are due now. It returns when the next one is.
func (c *clock) round(ctx, work context.Context) (next time.Time) {
	now := c.Now()
	next = now.Add(tick)
	all, err := c.Ledger.Subscriptions(work)
	c.report(work, Subscription{}, err)
	for _, s := range all {
		if ctx.Err() != nil {
			break
		}
		due, err := c.settle(work, s, now)
		c.report(work, s, err)
		if due.After(now) && due.Before(next) {
			next = due
		}
	}
	return next
}

// report logs a failure once.
func (c *clock) report(ctx context.Context, s Subscription, err error) {
	if err == nil {
		delete(c.faults, s.ID)
		return
	}
	fault, _, _ := strings.Cut(err.Error(), "\n") // without the stack of a panic
	if ctx.Err() == nil && c.faults[s.ID] != fault {
		c.faults[s.ID] = fault
		c.Metrics.digest("failed")
		c.Log.Error("digest failed; tried again every minute", "subscription", s.ID, "room", s.Room.String(), "error", err)
	}
}

// settle makes the digests of a subscription that are due and not made. It returns when its
// next one is due, when that is soon. A panic is an error like others.
func (c *clock) settle(ctx context.Context, s Subscription, now time.Time) (next time.Time, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	schedule, err := digest.ParseSchedule(s.At, s.Zone)
	if err != nil {
		return time.Time{}, err
	}
	if soon := schedule.Due(now, now.Add(tick)); len(soon) > 0 {
		next = soon[0].At
	}
	from, known := c.done[s.ID]
	if !known {
		from = later(s.Created, now.Add(-lookBack))
	}
	for _, day := range schedule.Due(from, now) {
		if err := c.day(ctx, s, schedule, day, now); err != nil && !errors.Is(err, briefing.ErrNotFound) { // removed meanwhile
			return next, err
		}
	}
	c.done[s.ID] = later(from, now)
	return next, nil
}

// day makes the digest of a local date, or closes one that is over, unless the date has one.
func (c *clock) day(ctx context.Context, s Subscription, schedule digest.Schedule, day digest.Day, now time.Time) error {
	has, err := c.Ledger.HasDigest(ctx, s.ID, day.Date)
	if err != nil || has {
		return err
	}
	last, err := c.Ledger.LastDigest(ctx, s.ID)
	if err != nil {
		return err
	}
	until, result := now, "posted"
	var messages []Message
	if now.Sub(day.At) > catchUp {
		until, result = last, "missed" // the next digest covers what this one would have
	} else if messages, err = c.messages(ctx, s, schedule.Zone(), day, last, now); err != nil {
		return err
	}
	fresh, err := c.Ledger.PostDigest(ctx, s.ID, day.Date, until, messages)
	if err != nil || !fresh {
		return err
	}
	c.posting.send()
	c.Metrics.digest(result)
	log := c.Log.With("subscription", s.ID, "room", s.Room.String(), "date", day.Date, "late", now.Sub(day.At))
	if len(messages) == 0 {
		log.Warn("digest missed")
	} else {
		log.Info("digest made", "messages", len(messages))
	}
	return nil
}

// messages makes what is posted on a day: the news since the last digest.
func (c *clock) messages(ctx context.Context, s Subscription, zone *time.Location, day digest.Day, last, now time.Time) ([]Message, error) {
	if _, ok := c.platform(s.Room.Platform); !ok {
		return nil, fmt.Errorf("chat: make a digest for %s: the platform is not set up", s.Room)
	}
	ctx, cancel := context.WithTimeout(ctx, digestTime)
	defer cancel()
	period := briefing.Period{From: later(last, now.Add(-maxPeriod)), Until: now, Topic: s.Topic}
	if last.IsZero() || last.After(now) { // the clock was set back
		period.From = now.Add(-firstPeriod)
	}
	service, err := c.service(ctx, s.Room)
	if err != nil {
		return nil, err
	}
	news, err := service.Digest(ctx, period)
	if err != nil {
		return nil, err
	}
	page := DigestPage(news, zone)
	page.Key = fmt.Sprintf("d%d-%s", s.ID, strings.ReplaceAll(day.Date, "-", ""))
	return c.compose(page, Address{Room: s.Room}, "")
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
