package discord

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

const (
	user    = "1150000000000000001"
	general = discordtest.General
)

func TestMessagesBecomeEvents(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Content: true})
	answered := b.server.Write(discordtest.Written{Channel: general, User: discordtest.App, Text: "an answer", Bot: true})
	b.ledger.belongs(answered, "discord:earlier")
	started := b.server.Say(general, user, "a topic")
	thread := b.server.AddThread(general, started)
	continued := b.server.Write(discordtest.Written{Channel: general, User: discordtest.App, Text: "a long answer", Bot: true})
	b.ledger.belongs(continued, "discord:long")
	continuation := b.server.AddThread(general, continued)

	for _, c := range []struct {
		name, channel, id  string
		kind               chat.Kind
		text, conversation string // "ID" stands for the message's id
	}{
		{"mention", general, b.server.Mention(general, user, "who is in the delegation?"), chat.Ask, "who is in the delegation?", "discord:" + general + ":ID"},
		{"markup", general, b.server.Mention(general, user, "what of <#12> <:flag:34> and <@!56>\nnow <t:1:R>?"), chat.Ask, "what of :flag: and now ?", "discord:" + general + ":ID"},
		{"mention alone", general, b.server.Mention(general, user, ""), chat.Brief, "help", "discord:" + general + ":ID"},
		{"help", general, b.server.Mention(general, user, "help"), chat.Brief, "help", "discord:" + general + ":ID"},
		{"mention that is not listed", general, b.server.Say(general, user, "<@!"+discordtest.App+"> who?"), chat.Ask, "who?", "discord:" + general + ":ID"},
		{"role", general, b.server.Write(discordtest.Written{Channel: general, User: user, Text: "<@&" + discordtest.BotRole + "> who?", MentionsRole: true}), chat.Ask, "who?", "discord:" + general + ":ID"},
		{"direct", b.server.DirectChannel(user), b.server.Direct(user, "where?"), chat.Ask, "where?", "discord:" + b.server.DirectChannel(user)},
		{"reply to an answer", general, b.server.Reply(general, user, answered, "and the other?", false), chat.Ask, "and the other?", "discord:earlier"},
		{"mention in a thread", thread, b.server.Mention(thread, user, "why?"), chat.Ask, "why?", "discord:" + thread},
		{"follow-up in that thread", thread, b.server.Say(thread, user, "and then?"), chat.Ask, "and then?", "discord:" + thread},
		{"follow-up under an answer", continuation, b.server.Say(continuation, user, "and more?"), chat.Ask, "and more?", "discord:long"},
	} {
		e := b.await(t, msgKey(c.channel, c.id))
		want := chat.Event{
			Keys: []string{msgKey(c.channel, c.id)}, Kind: c.kind, Text: c.text, User: user,
			To:           chat.Address{Room: room(c.channel), ReplyTo: c.id, User: user},
			Conversation: replaceID(c.conversation, c.id),
		}
		if diff := cmp.Diff(want, e, cmpopts.IgnoreFields(chat.Event{}, "At")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if age := time.Since(e.At); age < -time.Second || age > time.Minute {
			t.Errorf("%s: written %s ago", c.name, age)
		}
	}
}

func replaceID(text, id string) string {
	if n := len(text) - len("ID"); n >= 0 && text[n:] == "ID" {
		return text[:n] + id
	}
	return text
}

func TestMessagesThatAreNotForTheBot(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Content: true})
	other := b.server.Say(general, user, "hello")
	thread := b.server.AddThread(general, other)
	mention := "<@" + discordtest.App + "> "
	b.server.Say(general, user, "nobody in particular")
	b.server.Reply(general, user, other, "a reply to a person", false)
	b.server.Say(thread, user, "in a thread that the bot is not in")
	b.server.Write(discordtest.Written{Channel: general, User: discordtest.App, Text: mention, Bot: true, MentionsBot: true})
	b.server.Write(discordtest.Written{Channel: general, User: "77", Text: mention, Bot: true, MentionsBot: true})
	b.server.Write(discordtest.Written{Channel: general, User: "78", Text: mention, Webhook: true, MentionsBot: true})
	b.server.Write(discordtest.Written{Channel: general, User: user, Text: mention, MentionsBot: true, Type: 6}) // a message was pinned
	last := b.server.Mention(general, user, "last")
	b.await(t, msgKey(general, last))
	if all := b.ledger.all(); len(all) != 1 {
		t.Errorf("%d events, want the last one alone: %+v", len(all), all)
	}
}

func TestWithoutContentOnlyWhatIsSentIsAsked(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	answered := b.server.Write(discordtest.Written{Channel: general, User: discordtest.App, Text: "an answer", Bot: true})
	b.ledger.belongs(answered, "discord:earlier")
	b.server.Reply(general, user, answered, "cannot be read", false)
	pinged := b.server.Reply(general, user, answered, "can be read", true)
	e := b.await(t, msgKey(general, pinged))
	if e.Text != "can be read" || e.Conversation != "discord:earlier" {
		t.Errorf("a pinging reply became %+v", e)
	}
	if all := b.ledger.all(); len(all) != 1 {
		t.Errorf("%d events, want one: %+v", len(all), all)
	}
	if intents := b.server.Stats().Intents; intents&(1<<15) != 0 {
		t.Errorf("intents %b ask for the content of messages, which the application may not read", intents)
	}
}

func TestMessageIsTakenWhenTheStoreIsBack(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	b.ledger.fail(errDisk)
	id := b.server.Mention(general, user, "now?")
	eventually(t, "a held mark", func() bool { return b.seen.inProgress() == 1 })
	if until := b.seen.time(); until.After(created(id)) {
		t.Errorf("everything is seen until %s, after a message of %s that is not committed", until, created(id))
	}
	b.ledger.fail(nil)
	b.await(t, msgKey(general, id))
	eventually(t, "a mark that goes on", func() bool { return b.seen.time().After(created(id)) || b.seen.inProgress() == 0 })
}

func (s *seen) inProgress() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pending)
}

func TestDoubledEventsAreOne(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Doubled: 1})
	b.server.Mention(general, user, "one")
	last := b.server.Mention(general, user, "two")
	b.await(t, msgKey(general, last))
	id := b.server.Command(general, user, "ask", map[string]any{"question": "three"})
	b.await(t, "discord:interaction:"+id)
	eventually(t, "an acknowledgement", func() bool { return b.server.Interaction(id).Answered })
	if all := b.ledger.all(); len(all) != 3 {
		t.Errorf("%d events, want 3", len(all))
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"<@1> who?", "who?"},
		{"who is <@!1> in <#2> for <@&3>?", "who is in for ?"},
		{"<a:party:1> and <:flag:2>", ":party: and :flag:"},
		{"</ask:1> <id:customize> <t:123:R>", ""},
		{"a\u202e\nb\x00 <@\u200b1>", "a b"},
		{"1 < 2 and 3 > 2 @ home", "1 < 2 and 3 > 2 @ home"},
	} {
		if got := clean(c.in); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("<@1> who is <#2> <:a:3>")
	f.Add("<<@1>@2> <a:b:<@3>>")
	f.Fuzz(func(t *testing.T, text string) {
		got := clean(text)
		if references.MatchString(got) || emoji.MatchString(got) {
			t.Errorf("clean(%q) = %q holds a mention", text, got)
		}
	})
}

func TestSnowflakes(t *testing.T) {
	t.Parallel()
	// https://discord.com/developers/docs/reference#snowflakes
	want := time.UnixMilli(1462015105796).UTC()
	if got := created("175928847299117063"); !got.Equal(want) {
		t.Errorf("created = %s, want %s", got, want)
	}
	if got := created(snowflake(want)); !got.Equal(want) {
		t.Errorf("created(snowflake) = %s, want %s", got, want)
	}
	if compare("99", "100") >= 0 || compare("101", "100") <= 0 || compare("7", "7") != 0 {
		t.Error("ids are not compared as numbers")
	}
}
