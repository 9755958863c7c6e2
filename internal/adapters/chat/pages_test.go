package chat_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/chat/adaptertest"
	"briefbot/internal/briefing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPages holds the pages of answers from the demo corpus to testdata/pages.txtar.
func TestPages(t *testing.T) {
	t.Parallel()
	service := adaptertest.Service(t, adaptertest.Documents(t, noon))
	var got txtar.Archive
	add := func(name string, p chat.Page) {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(p); err != nil {
			t.Fatal(err)
		}
		got.Files = append(got.Files, txtar.File{Name: name, Data: b.Bytes()})
	}
	ask := func(question string) briefing.Record {
		r, err := service.Prepare(t.Context(), briefing.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		r.Answer.AnswerID = "theanswersid"
		return r
	}
	roster := ask("who is in the Russian delegation?")
	add("roster", chat.AnswerPage(roster))
	add("quotes of the roster", chat.QuotesPage(roster))
	add("disagreement", chat.AnswerPage(ask("what time does the summit start?")))
	add("refusal", chat.AnswerPage(ask("who won the chess world cup?")))
	add("answer in part", chat.AnswerPage(ask("who is in the Russian delegation and who won the chess world cup?")))
	noted := ask("who signed New START?")
	noted.Answer.Note = "The language model could not be asked."
	add("answer with a note", chat.AnswerPage(noted))
	noted = ask("who won the chess world cup?")
	noted.Answer.Note = "The language model could not be asked."
	add("refusal with a note", chat.AnswerPage(noted))
	for _, of := range []string{"New START", "Jane Nobody"} {
		card, err := service.Fact(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		add("card of "+of, chat.CardPage(card))
	}
	digest := briefing.Digest{From: noon.Add(-24 * time.Hour), Until: noon, Articles: 7, More: 1, Stories: []briefing.Story{{
		Title: "A bridge opens", Claims: []briefing.Claim{{Text: "The bridge opened.", Citations: []int{1}}}, Articles: []string{"bridge"},
	}}, Citations: []briefing.Citation{{N: 1, Article: "bridge", Title: "A bridge opens", Source: "Demo Wire", Quote: "The bridge opened."}}}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	add("digest", chat.DigestPage(digest, berlin))
	add("empty digest on a topic", chat.DigestPage(briefing.Digest{From: digest.From, Until: noon, Topic: "bridges"}, time.UTC))
	adaptertest.Golden(t, "testdata/pages.txtar", &got, *update)
}
