package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"briefbot/internal/adapters/storetest"
)

// openStore opens a store that the test's cleanup closes.
func openStore(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "briefbot.db") }

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Store { return openStore(t, newPath(t)) })
}

func TestChatConformance(t *testing.T) {
	t.Parallel()
	storetest.RunChat(t, func(t *testing.T, now func() time.Time) storetest.Chat {
		s := openStore(t, newPath(t))
		s.now = now
		return s
	})
}

func TestSourcesConformance(t *testing.T) {
	t.Parallel()
	storetest.RunSources(t, func(t *testing.T) storetest.Sources { return openStore(t, newPath(t)) })
}

func TestVectorsConformance(t *testing.T) {
	t.Parallel()
	storetest.RunVectors(t, func(t *testing.T) storetest.Vectors { return openStore(t, newPath(t)) })
}
