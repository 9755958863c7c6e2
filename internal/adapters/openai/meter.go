package openai

import (
	"errors"
	"sync"
	"time"
)

var errSpent = errors.New("the tokens of this month are used up; OPENAI_MONTHLY_TOKENS allows more")

// meter counts tokens.
type meter struct {
	limit int // a month; 0 for none
	now   func() time.Time

	mu             sync.Mutex
	month          string
	spent          int // in that month
	prompt, output int // in all
}

// check returns errSpent when the month's tokens are used up.
func (m *meter) check() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	if m.limit > 0 && m.spent >= m.limit {
		return errSpent
	}
	return nil
}

func (m *meter) add(prompt, output int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	m.prompt, m.output, m.spent = m.prompt+prompt, m.output+output, m.spent+prompt+output
}

// turn begins a new month.
func (m *meter) turn() {
	if month := m.now().UTC().Format("2006-01"); month != m.month {
		m.month, m.spent = month, 0
	}
}

func (m *meter) used() (prompt, output int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.prompt, m.output
}
