package digest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

type index []*briefing.Document

func (x index) Documents() []*briefing.Document { return slices.Clone(x) }

// seen makes an article with the hours after noon at which it was published and first seen;
// an hour of never is an unknown date.
func seen(id string, published, first int) *briefing.Document {
	d := document(id, "", "", "", published)
	if published == never {
		d.Published = time.Time{}
	}
	d.FirstSeen = noon.Add(time.Duration(first) * time.Hour)
	return d
}

const never = -1 << 20

func TestArchive(t *testing.T) {
	t.Parallel()
	hour := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
	docs := index{seen("young", 50, 100), seen("old", 0, 100), seen("undated", never, 100), seen("late", 2, 101), seen("future", 200, 100)}
	for _, c := range []struct {
		name        string
		read        int // when a corpus was read at once
		from, until int
		want        []string
	}{
		{"as they came in", never, 100, 102, []string{"future", "old", "undated", "young", "late"}},
		{"from is in, until is not", never, 100, 101, []string{"future", "old", "undated", "young"}},
		{"none", never, 0, 100, []string{}},
		{"a corpus by publication", 101, 0, 50, []string{"old", "late"}},
		{"an undated one with the newest", 101, 50, 51, []string{"undated", "young"}},
		{"nothing when it was read", 101, 51, 200, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := Archive{Index: docs}
			if c.read != never {
				a.Read = hour(c.read)
			}
			found, err := a.Between(t.Context(), hour(c.from), hour(c.until))
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, d := range found {
				got = append(got, d.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("articles (-want +got):\n%s", diff)
			}
		})
	}
}

func TestArchiveEnd(t *testing.T) {
	t.Parallel()
	now := noon.AddDate(1, 0, 0)
	midnight := noon.Truncate(24 * time.Hour)
	dated := func(published time.Time) *briefing.Document {
		return &briefing.Document{Article: briefing.Article{Published: published, FirstSeen: now}}
	}
	for _, c := range []struct {
		name string
		read time.Time
		docs index
		want time.Time
	}{
		{"articles that come in", time.Time{}, index{dated(noon)}, now},
		{"a corpus with times", now, index{dated(noon), dated(midnight)}, noon.Add(time.Minute)},
		{"a corpus with days", now, index{dated(midnight), dated(midnight.AddDate(0, 0, -1))}, midnight.AddDate(0, 0, 1)},
		{"one of today", now, index{dated(now)}, now},
		{"one of tomorrow beside an old one", now, index{dated(now.AddDate(0, 0, 1)), dated(noon)}, noon.Add(time.Minute)},
		{"an empty corpus", now, nil, now},
		{"one without a date beside an old one", now, index{dated(time.Time{}), dated(noon)}, noon.Add(time.Minute)},
		{"none with a date", now, index{dated(time.Time{})}, now},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Archive{Index: c.docs, Read: c.read}.End(t.Context(), now)
			if err != nil || !got.Equal(c.want) {
				t.Errorf("End = %v, %v; want %v", got, err, c.want)
			}
		})
	}
}
