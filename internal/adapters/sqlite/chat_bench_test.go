package sqlite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// asked is an event in one of many rooms, as Slack's are.
func asked(n int64) chat.Event {
	channel := fmt.Sprintf("C%08d", n%100)
	return chat.Event{
		Keys: []string{
			fmt.Sprintf("slack:Ev%011d", n), fmt.Sprintf("slack:T012345:%s:1772368215.%06d", channel, n),
			fmt.Sprintf("slack:client:%036d", n),
		},
		Kind: chat.Ask, Text: "Who is in the delegation that came to the talks on Tuesday?", User: "U012345678",
		To: chat.Address{
			Room:    chat.Room{Platform: "slack", Channel: channel, Thread: fmt.Sprintf("1772368215.%06d", n)},
			ReplyTo: fmt.Sprintf("1772368215.%06d", n),
		},
		Conversation: fmt.Sprintf("slack:%s:1772368215.%06d", channel, n), At: time.Now(), Due: time.Now(),
	}
}

func reply(e chat.Event) chat.Message {
	body, _ := json.Marshal(map[string]string{"text": fmt.Sprintf("%01500d", e.ID)}) // a string can be marshalled
	return chat.Message{Key: fmt.Sprintf("a%d", e.ID), To: e.To, Conversation: e.Conversation, Body: body}
}

func mustAccept(b testing.TB, s *Store, e chat.Event) {
	b.Helper()
	if fresh, err := s.Accept(b.Context(), e); err != nil || !fresh {
		b.Fatalf("accept: fresh %v, %v", fresh, err)
	}
}

// BenchmarkAccept accepts events, one goroutine and sixteen.
func BenchmarkAccept(b *testing.B) {
	b.Run("1", func(b *testing.B) {
		s := openStore(b, newPath(b))
		for n := int64(0); b.Loop(); n++ {
			mustAccept(b, s, asked(n))
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
	b.Run("16", func(b *testing.B) {
		s := openStore(b, newPath(b))
		var n atomic.Int64
		b.SetParallelism(8) // times 2 processors
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				mustAccept(b, s, asked(n.Add(1)))
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
}

// BenchmarkRepeat accepts what is known.
func BenchmarkRepeat(b *testing.B) {
	s := openStore(b, newPath(b))
	mustAccept(b, s, asked(0))
	for b.Loop() {
		if fresh, err := s.Accept(b.Context(), asked(0)); err != nil || fresh {
			b.Fatalf("accept: fresh %v, %v", fresh, err)
		}
	}
}

// waiting returns a store in which n events and n messages wait.
func waiting(b testing.TB, n int64) *Store {
	b.Helper()
	s := openStore(b, newPath(b))
	var messages []chat.Message
	for i := range n {
		mustAccept(b, s, asked(i))
		m := reply(asked(i))
		m.Key = fmt.Sprintf("w%d", i)
		messages = append(messages, m)
	}
	id, err := s.AddSubscription(b.Context(), chat.Subscription{Room: chat.Room{Platform: "slack", Channel: "C1"}})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.PostDigest(b.Context(), id, "2026-03-01", time.Now(), messages); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkWholeWay takes an event all its way, while others wait before it.
func BenchmarkWholeWay(b *testing.B) {
	for _, n := range []int64{0, 10_000} {
		b.Run(strconv.FormatInt(n, 10)+" waiting", func(b *testing.B) {
			s := waiting(b, n)
			ctx := b.Context()
			for i := n; b.Loop(); i++ {
				mustAccept(b, s, asked(i))
				events, err := s.NextEvents(ctx, time.Now(), time.Minute, 1)
				if err != nil || len(events) != 1 {
					b.Fatal(len(events), err)
				}
				r := answerFrom(strconv.FormatInt(i, 10), nil)
				if err := s.Settle(ctx, events[0].ID, chat.Outcome{Record: &r, Messages: []chat.Message{reply(events[0])}}); err != nil {
					b.Fatal(err)
				}
				messages, err := s.NextMessages(ctx, time.Now(), time.Minute, 1)
				if err != nil || len(messages) != 1 {
					b.Fatal(len(messages), err)
				}
				if err := s.Posted(ctx, messages[0].ID, strconv.FormatInt(i, 10)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkNothing claims where 10,000 wait and nothing is due.
func BenchmarkNothing(b *testing.B) {
	s := waiting(b, 10_000)
	for b.Loop() {
		events, err := s.NextEvents(b.Context(), time.Unix(0, 0), time.Minute, 8)
		if err != nil || len(events) != 0 {
			b.Fatal(len(events), err)
		}
	}
}

// BenchmarkBacklog counts 10,000 events and 10,000 messages.
func BenchmarkBacklog(b *testing.B) {
	s := waiting(b, 10_000)
	for b.Loop() {
		if got, err := s.Backlog(b.Context()); err != nil || got.Events != 10_000 || got.Messages != 10_000 {
			b.Fatal(got, err)
		}
	}
}

// BenchmarkReserve is what counting adds to a request to a model.
func BenchmarkReserve(b *testing.B) {
	s := openStore(b, newPath(b))
	for b.Loop() {
		id, err := s.Reserve(b.Context(), "slack:C1", "m", briefing.Tokens{Prompt: 2000, Output: 1000}, briefing.Limits{All: 1 << 60})
		if err == nil {
			err = s.SettleUsage(b.Context(), id, briefing.Tokens{Prompt: 2000, Output: 100})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
