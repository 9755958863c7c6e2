package sources

import "testing"

func TestPick(t *testing.T) {
	t.Parallel()
	all := []Source{
		{ID: 7, Name: "3", Address: "https://example.org/three"},
		{ID: 3, Name: "Demo Wire", Address: "https://example.org/feed"},
		{ID: 4, Name: "demo wire", Address: "https://example.org/other"},
		{ID: 5, Name: "example.org/feed", Address: "https://example.net"},
		{ID: 6, Name: "archive", Address: "/var/news"},
	}
	for said, want := range map[string]int64{
		"3": 3, " 7 ": 7, "Demo Wire": 3, "demo wire": 4, "DEMO WIRE": 3,
		"https://Example.org/feed": 3, "example.org/other": 4, "example.org/feed": 5, "/var/news": 6, "Archive": 6,
		"": 0, "8": 0, "-3": 0, "Demo": 0, "ftp://example.org/feed": 0,
	} {
		got, ok := Pick(all, said)
		if got.ID != want || ok != (want != 0) {
			t.Errorf("Pick(%q) = source %d, %v; want %d", said, got.ID, ok, want)
		}
	}
}
