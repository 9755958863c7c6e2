// Package console renders answers, cards and search results for people at a terminal.
//
// It guarantees: nothing that an article, a question or a file name holds can control the
// terminal, hide text or change its direction; lines fit the terminal; there are no colours
// unless a terminal that shows them is written to and NO_COLOR is unset. It changes nothing
// else: quotes are shown in full, only their white space is folded and their lines wrapped.
// It does not read input and knows nothing of how answers are made.
package console

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Renderer writes for one kind of terminal.
type Renderer struct {
	Width  int // of a line in columns; 0 for lines that are never broken
	Colour bool
}

// maxColumns bounds lines on wide terminals: longer ones are hard to read.
const maxColumns = 100

// For returns the renderer that suits w: a terminal's width and colours, or neither for
// anything else. Colours follow https://no-color.org.
func For(w io.Writer, getenv func(string) string) Renderer {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return Renderer{}
	}
	r := Renderer{Width: 80, Colour: getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"}
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		r.Width = min(columns, maxColumns)
	}
	return r
}

// The styles, as ECMA-48 SGR parameters.
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

// style sets text in a style, where there are colours.
func (r Renderer) style(sgr, text string) string {
	if !r.Colour || text == "" {
		return text
	}
	return "\x1b[" + sgr + "m" + text + "\x1b[0m"
}
