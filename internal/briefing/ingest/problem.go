package ingest

import "fmt"

// Problem is input that was left out, or taken without its date, and why. It is one line
// that can be shown to a person as it is.
type Problem struct {
	File   string // as the caller named the folder or file, with the path below it
	Line   int    // from 1; 0 when the whole file is meant
	Reason string // what is wrong and what to do
}

// Error returns "FILE:LINE: REASON", or "FILE: REASON" for a whole file.
func (p Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Reason)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
}
