package evals

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Result is the report on one set.
type Result struct {
	Set    string `json:"set"`
	Report Report `json:"report"`
}

// GoldenPath is where the golden report lies in the source tree.
const GoldenPath = "internal/briefing/evals/golden.txt"

//go:embed golden.txt
var golden string

// Golden is the report that is kept in git: how good the answers are known to be.
func Golden() string { return golden }

const goldenHeader = `# How good the answers are: every question of the shipped sets, then the figures.
# "bot eval --update" writes this file. A change of it is a change of quality: review it.
`

// Text writes the results for people and for git: a section for each set with a line for
// each question, then a table of the figures with those over all sets.
func Text(results []Result) string {
	var b strings.Builder
	b.WriteString(goldenHeader)
	for _, r := range results {
		fmt.Fprintf(&b, "\n## %s\n", r.Set)
		for _, o := range r.Report.Outcomes {
			b.WriteString(o.Line() + "\n")
		}
	}
	fmt.Fprintf(&b, "\n## %s\n", figuresSection)
	b.WriteString(Table(Columns(results), Figure.Count))
	return b.String()
}

const figuresSection = "figures"

// Columns are the figures of each set and, where there are several, of all together.
func Columns(results []Result) []Column {
	var columns []Column
	var all Figures
	for _, r := range results {
		columns = append(columns, Column{r.Set, r.Report.Figures})
		all = all.plus(r.Report.Figures)
	}
	if len(results) > 1 {
		columns = append(columns, Column{"all", all})
	}
	return columns
}

// Changes compares two texts of Text and returns a line for each question or figure that
// is only in the old one ("- set line") or only in the new one ("+ set line"), the two of
// the same question together. It returns nothing when the texts are the same.
func Changes(old, now string) []string {
	before, after := entries(old), entries(now)
	var out []string
	for _, key := range union(before.keys, after.keys) {
		was, is := before.lines[key], after.lines[key]
		if was == is {
			continue
		}
		if was != "" {
			out = append(out, "- "+was)
		}
		if is != "" {
			out = append(out, "+ "+is)
		}
	}
	if len(out) == 0 && old != now {
		out = append(out, "- the wording or the order of the report")
	}
	return out
}

// reportLines are the lines of a report by section and first word, in their order.
type reportLines struct {
	keys  []string
	lines map[string]string
}

func entries(text string) reportLines {
	r := reportLines{lines: map[string]string{}}
	section := ""
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "## "):
			section = strings.TrimSpace(line[3:])
		case len(fields) > 0 && section != "":
			key := section + " " + fields[0]
			r.keys = append(r.keys, key)
			r.lines[key] = section + " " + strings.Join(fields, " ")
		}
	}
	return r
}

// union returns the keys of both lists, those that only the old one has last.
func union(old, now []string) []string {
	out := slices.Clone(now)
	for _, k := range old {
		if !slices.Contains(now, k) {
			out = append(out, k)
		}
	}
	return out
}
