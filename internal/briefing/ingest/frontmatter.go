package ingest

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxFrontMatterBytes is far above any real front matter; the parser sees no more.
const maxFrontMatterBytes = 64 << 10

// matterError is what is wrong with front matter.
type matterError struct {
	line   int
	reason string
}

// cutFrontMatter takes the front matter off a file: YAML between a first line "---" and
// the next line "---" or "...". The text is what follows, as it is.
func cutFrontMatter(file string) (meta, string, *matterError) {
	first, rest, found := cutLine(file)
	if first != "---" {
		return meta{}, file, nil
	}
	open := len(file) - len(rest)
	for found && len(file)-len(rest) <= maxFrontMatterBytes {
		start := len(file) - len(rest)
		var line string
		line, rest, found = cutLine(rest)
		if line == "---" || line == "..." {
			m, err := parseFrontMatter(file[open:start])
			return m, rest, err
		}
	}
	return meta{}, "", &matterError{1, fmt.Sprintf("the front matter is not closed; end it with a line --- within %d KB", maxFrontMatterBytes>>10)}
}

// cutLine cuts s after its first line and returns that line without trailing white space.
func cutLine(s string) (line, rest string, found bool) {
	line, rest, found = strings.Cut(s, "\n")
	return strings.TrimRight(line, " \t\r"), rest, found
}

// parseFrontMatter reads the fields that it knows. It walks the parsed nodes and builds
// nothing from them, so that aliases of aliases cost nothing.
func parseFrontMatter(matter string) (meta, *matterError) {
	var m meta
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(matter), &doc); err != nil {
		return m, notYAML(err, 1+strings.Count(matter, "\n"))
	}
	if len(doc.Content) == 0 {
		return m, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return m, &matterError{2, "the front matter is not YAML of the form `title: …`; correct it, or remove the line --- above it"}
	}
	known := m.fields()
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		f, ok := known[strings.ToLower(key.Value)]
		if !ok {
			continue
		}
		text, ok := plain(value)
		if !ok {
			return m, &matterError{1 + value.Line, fmt.Sprintf("the %s in the front matter is not a text; put it in quotes", key.Value)}
		}
		*f = field{text: text, line: 1 + value.Line}
	}
	return m, nil
}

// plain returns the text of a scalar, or of a list of scalars, "" for null.
func plain(n *yaml.Node) (string, bool) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return "", true
	case n.Kind == yaml.ScalarNode:
		return n.Value, true
	case n.Kind != yaml.SequenceNode:
		return "", false
	}
	var items []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			return "", false
		}
		items = append(items, item.Value)
	}
	return strings.Join(items, ", "), true
}

// notYAML says where the parser stopped, at most on the last line: it counts a bare
// carriage return as a line too.
func notYAML(err error, last int) *matterError {
	line, reason := 2, err.Error()
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		line, reason = min(1+max(1, e.Mark.Line), last), e.Message
	}
	return &matterError{line, "the front matter is not YAML: " + reason + "; correct it, or put the value in quotes"}
}
