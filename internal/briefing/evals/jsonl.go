package evals

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// readLines decodes one JSON object a line, skipping blank lines, and checks each. An
// error names the line.
func readLines[T any](r io.Reader, check func(T) error) ([]T, error) {
	var out []T
	br := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := br.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var v T
			if err := json.Unmarshal(line, &v); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if err := check(v); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			out = append(out, v)
		}
		if err != nil {
			return out, nil
		}
	}
}

// unseen returns a check that an id is given, and for the first time.
func unseen() func(id string) error {
	seen := map[string]bool{}
	return func(id string) error {
		switch {
		case id == "":
			return errors.New("no id")
		case seen[id]:
			return fmt.Errorf("id %q is used twice", id)
		}
		seen[id] = true
		return nil
	}
}
