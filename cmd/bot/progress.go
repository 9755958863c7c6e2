package main

import (
	"fmt"
	"time"
)

// progress is a line on standard error that says how far a long job is. Off a terminal it
// shows nothing.
type progress struct {
	app   *app
	on    bool
	shown time.Time // zero while no line is shown
}

// progressEvery keeps the line calm and the terminal out of the way of the work.
const progressEvery = 100 * time.Millisecond

func (p *progress) show(files, passages int) {
	p.say(func() string { return "read " + count(files, "file") + ", " + count(passages, "passage") })
}

// say shows a line, unless one was shown just now.
func (p *progress) say(line func() string) {
	if !p.on || time.Since(p.shown) < progressEvery {
		return
	}
	p.shown = time.Now()
	fmt.Fprintf(p.app.errs, "\r\x1b[K%s", line())
}

// clear takes the line away, before something else is printed.
func (p *progress) clear() {
	if p.on && !p.shown.IsZero() {
		fmt.Fprint(p.app.errs, "\r\x1b[K")
		p.shown = time.Time{}
	}
}
