package evals

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Column is the figures of one set.
type Column struct {
	Set     string
	Figures Figures
}

const columnGap = "  "

// Table sets the figures of several sets side by side, one figure a line. cell writes a
// figure: Figure.Count or Figure.Rate. Lines end without white space.
func Table(columns []Column, cell func(Figure) string) string {
	var names []string
	for _, c := range columns {
		for _, f := range c.Figures {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	rows := [][]string{append([]string{"figure"}, names...)}
	for _, c := range columns {
		cells := []string{c.Set}
		for _, name := range names {
			cells = append(cells, cell(c.Figures.Get(name)))
		}
		rows = append(rows, cells)
	}
	return layOut(rows)
}

// layOut writes lists of cells as columns, the first one flush left, the others right.
func layOut(columns [][]string) string {
	var b strings.Builder
	for row := range columns[0] {
		for i, cells := range columns {
			width := 0
			for _, c := range cells {
				width = max(width, utf8.RuneCountInString(c))
			}
			if i == 0 {
				fmt.Fprintf(&b, "%-*s", width, cells[row])
			} else {
				fmt.Fprintf(&b, "%s%*s", columnGap, width, cells[row])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
