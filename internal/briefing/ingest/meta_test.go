package ingest

import (
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"2025-08-15", "2025-08-15T00:00:00Z"},
		{" 2025-08-15 ", "2025-08-15T00:00:00Z"},
		{"2025/08/15", "2025-08-15T00:00:00Z"},
		{"20250815", "2025-08-15T00:00:00Z"},
		{"2025-08-15T11:30:00-08:00", "2025-08-15T19:30:00Z"},
		{"2025-08-15T11:30:00.250Z", "2025-08-15T11:30:00.25Z"},
		{"2025-08-15T11:30:00", "2025-08-15T11:30:00Z"},
		{"2025-08-15T11:30", "2025-08-15T11:30:00Z"},
		{"2025-08-15 11:30:00", "2025-08-15T11:30:00Z"},
		{"2025-08-15 11:30:00+0200", "2025-08-15T09:30:00Z"},
		{"2025-08-15 11:30:00 +02:00", "2025-08-15T09:30:00Z"},
		{"2025-08-15T11:30:00.123456", "2025-08-15T11:30:00.123456Z"},
		{"January 2, 2006", "2006-01-02T00:00:00Z"},
		{"Jan. 2, 2006", "2006-01-02T00:00:00Z"},
		{"Sept. 2, 2006", "2006-09-02T00:00:00Z"},
		{"september 2nd, 2006", "2006-09-02T00:00:00Z"},
		{"2 Jan 2006", "2006-01-02T00:00:00Z"},
		{"Monday, 2 January 2006", "2006-01-02T00:00:00Z"},
		{"Mon, 02 Jan 2006 15:04:05 GMT", "2006-01-02T15:04:05Z"},
		{"Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z"},
		{"Monday, January 2, 2006 at 3:04 p.m. EST", "2006-01-02T20:04:00Z"},
		{"January 2, 2006 3:04 PM", "2006-01-02T15:04:00Z"},
		{"Jan 2, 2006 | 10:30 am", "2006-01-02T10:30:00Z"},
		{"02 Jan 06 15:04 GMT", "2006-01-02T15:04:00Z"},
		{"Mon Jan 02 2006 15:04:05 GMT+0200 (Central European Summer Time)", "2006-01-02T13:04:05Z"},
		{"31.1.2006", "2006-01-31T00:00:00Z"},
		{"02.01.2006, 15:04", "2006-01-02T15:04:00Z"},
		{"", ""},
		{"yesterday", ""},
		{"13.31.2006", ""},
		{"01/02/2006", ""},
		{"2025-13-40", ""},
		{"January 2006", ""},
		{"1755259200", ""},
		{"2 Jan 2006 15:04 XYZ", ""},
	}
	for _, tt := range tests {
		got, err := parseDate(tt.in)
		if tt.want == "" {
			if err == nil {
				t.Errorf("parseDate(%q) = %v, want an error", tt.in, got)
			}
			continue
		}
		if err != nil || got.Format(time.RFC3339Nano) != tt.want {
			t.Errorf("parseDate(%q) = %v, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func TestDateInName(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2025-08-15-summit.txt":       "2025-08-15",
		"summit_2025_08_15.md":        "2025-08-15",
		"summit.txt":                  "0001-01-01",
		"2025-18-15.txt":              "0001-01-01",
		"12025-08-15.txt":             "0001-01-01",
		"000_f2025-08-151a.txt":       "0001-01-01",
		"report-1850-08-15-draft.txt": "0001-01-01",
	}
	for name, want := range tests {
		if got := dateInName(name).Format(time.DateOnly); got != want {
			t.Errorf("dateInName(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestGuessTitle(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"first line", "\n  Mayor resigns after vote \nShe left.", "Mayor resigns after vote"},
		{"Markdown heading", "# Mayor resigns. #\n\nShe left.", "Mayor resigns."},
		{"bold", "**Mayor resigns**\nShe left.", "Mayor resigns"},
		{"question", "Will the mayor resign?\nShe left.", "Will the mayor resign?"},
		{"ends in an acronym", "Mayor leaves the U.S.\nShe left.", "Mayor leaves the U.S."},
		{"sentence", "She left.\nHe stayed.", "She left."},
		{"later heading", "She left.\n\n# Mayor resigns\n", "Mayor resigns"},
		{
			"long sentence", "The mayor of the town, who had been in office since the spring of 1998, resigned on Tuesday.\nShe left.",
			"The mayor of the town, who had been in office since the spring of 1998…",
		},
		{"one long word", strings.Repeat("é", 100) + " x.", strings.Repeat("é", 79) + "…"},
		{"promotional first line", "Advertisement\n\nMayor resigns\nShe left.", "Mayor resigns"},
		{"nothing but promotion", "Advertisement", "the name"},
		{"no words", "***", "the name"},
	}
	for _, tt := range tests {
		if got := guessTitle(tt.text, "the name"); got != tt.want {
			t.Errorf("%s: guessTitle = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAliasBombIsCheap(t *testing.T) {
	t.Parallel()
	matter := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		matter += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 9) + "]\n"
	}
	start := time.Now()
	m, err := parseFrontMatter(matter + "title: Mayor resigns\n")
	if err != nil || m.Title.text != "Mayor resigns" {
		t.Errorf("parseFrontMatter = %q, %v", m.Title.text, err)
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("it took %v", d)
	}
}
