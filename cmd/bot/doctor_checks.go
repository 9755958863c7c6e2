package main

import (
	"fmt"
	"strings"

	"briefbot/internal/adapters/chat"
)

// examination is one run of bot doctor.
type examination struct {
	settings settings
	found    []chat.Finding
	followed int // sources
}

func (e *examination) ok(about, format string, args ...any) {
	e.found = append(e.found, chat.Finding{About: about, OK: true, Detail: fmt.Sprintf(format, args...)})
}

func (e *examination) bad(about, detail, mend string) {
	e.found = append(e.found, chat.Finding{About: about, Detail: detail, Mend: mend})
}

// err takes an error as our errors are: what is wrong; what to do.
func (e *examination) err(about string, err error) {
	detail, mend, _ := strings.Cut(err.Error(), "; ")
	e.bad(about, detail, mend)
}

// configuration lists the settings that are not the defaults, and what is wrong with them.
func (e *examination) configuration(wrong error) {
	if file := e.settings["config"].value; file != "" {
		e.ok("configuration: file", "%s", file)
	} else {
		e.ok("configuration: file", "no %s here", configName)
	}
	for _, o := range options() {
		switch s := e.settings[o.name]; {
		case s.level == fromDefault || o.name == "config":
		case s.value != "":
			e.ok("configuration: "+o.name, "%s (%s)", s.value, s.from)
		case s.secret.reveal() != "":
			e.ok("configuration: "+o.name, "%s (%s)", s.secret, s.from)
		}
	}
	for _, err := range parts(wrong) {
		e.err("configuration: problem", err)
	}
}

// parts returns the errors that were joined to one.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err != nil {
		return []error{err}
	}
	return nil
}
