package prompts

import (
	"strconv"
	"strings"
)

// fence is a number that makes the marks around texts such as occur in none of them.
type fence int

// fenceFor returns the smallest fence for the texts. Each text holds finitely many numbers, so
// there is one.
func fenceFor(texts ...string) fence {
	all := strings.Join(texts, "\n")
	for f := fence(0); ; f++ {
		if !strings.Contains(all, f.Open()) && !strings.Contains(all, f.Close()) {
			return f
		}
	}
}

// Open is the mark before a text.
func (f fence) Open() string { return "<<<" + strconv.Itoa(int(f)) }

// Close is the mark after a text.
func (f fence) Close() string { return strconv.Itoa(int(f)) + ">>>" }
