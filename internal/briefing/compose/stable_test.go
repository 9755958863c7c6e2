package compose_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

// TestSameEvidenceSameDraft composes twice from the same evidence, and once from evidence that
// was recorded as JSON, with its texts found again.
func TestSameEvidenceSameDraft(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Talks", "The Norwegian delegation includes Fisheries Minister Kari Solheim and chief negotiator Sergei Lund. The talks start at 14:00 GMT on 9 April 2031. The demands of the boatmen are:\n\n- longer seasons in the north\n- cheaper fuel at sea"),
		story("coast", "Talks", "The talks start at 15:30 GMT on 9 April. Norway's team is made up of Fisheries Minister Kari Solheim and legal adviser Tor Vik. The boatmen did not strike because fuel was short."),
	}
	ferry := story("wire", "Ferry", "Some 14 people died when the ferry Alba sank, police said.\n\n"+
		strings.Repeat("The weather was calm on the strait that night, and no other ship was seen by anyone. ", 60)+
		"\n\nLater it was said that 17 people died when the ferry Alba sank.")
	for _, question := range []string{
		"How many people died when the ferry Alba sank?", "Who is in the Norwegian delegation?", "What time do the talks start?", "What are the demands of the boatmen?",
		"Who is Kari Solheim?", "Why did the boatmen not strike?", "Who paid the boatmen?",
	} {
		t.Run(question, func(t *testing.T) {
			t.Parallel()
			e := evidence(t, briefing.Question{Text: question}, append(articles, ferry)...)
			first, err := compose.New().Compose(t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			again, err := compose.New().Compose(t.Context(), e)
			if diff := cmp.Diff(first, again); diff != "" || err != nil {
				t.Errorf("composed twice (-first +second), error %v:\n%s", err, diff)
			}
			replayed, err := compose.New().Compose(t.Context(), recorded(t, e))
			if diff := cmp.Diff(sketch(first), sketch(replayed)); diff != "" || err != nil {
				t.Errorf("composed from a record (-first +second), error %v:\n%s", err, diff)
			}
		})
	}
}

// recorded returns evidence as a store gives it back: hits of one article share its document.
func recorded(t *testing.T, e briefing.Evidence) briefing.Evidence {
	t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var out briefing.Evidence
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	docs := map[string]*briefing.Document{}
	for i, h := range e.Hits {
		if docs[h.Doc.ID] == nil {
			docs[h.Doc.ID] = out.Hits[i].Doc
			docs[h.Doc.ID].Text = h.Doc.Text
		}
		out.Hits[i].Doc = docs[h.Doc.ID]
	}
	return out
}

// TestLongQuestion holds a question of 5,000 words to be answered or refused in good time.
func TestLongQuestion(t *testing.T) {
	t.Parallel()
	article := story("post", "Bridge", "The Tarn bridge opened on 4 May 2019 after six years of work.")
	words := []string{"When", "did", "the", "Tarn", "bridge", "open", "after", "Mira's", "12th", "why", "who", "how", "many"}
	start := time.Now()
	for _, question := range []string{
		strings.Repeat("when did the Tarn bridge open ", 5000/6) + "?",
		strings.Join(words, strings.Repeat(" ünder thé x ", 5000/3/len(words))),
		strings.Repeat("which of the ", 5000/3), strings.Repeat("who is a ", 5000/3), strings.Repeat("what's ", 5000),
	} {
		answer(t, question, article)
	}
	if took := time.Since(start); took > 10*time.Second { // 0.1 s by itself, 2 s with the race detector
		t.Errorf("took %v", took)
	}
}
