package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"unicode"
)

// secret is a text that prints as *** wherever it is printed. Only reveal shows it.
type secret struct{ text *string } // a pointer: fmt follows none inside a struct that it cannot call

const hiddenSecret = "***"

func newSecret(text string) secret { return secret{&text} }

// reveal returns the text, for the one who needs it.
func (s secret) reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// Format implements fmt.Formatter for every verb.
func (secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hiddenSecret) }

// String implements fmt.Stringer.
func (secret) String() string { return hiddenSecret }

// MarshalText implements encoding.TextMarshaler, for JSON and YAML too.
func (secret) MarshalText() ([]byte, error) { return []byte(hiddenSecret), nil }

// LogValue implements slog.LogValuer.
func (secret) LogValue() slog.Value { return slog.StringValue(hiddenSecret) }

// maxSecretBytes is more than any token or key has.
const maxSecretBytes = 16 << 10

// readSecret reads the file that holds a secret and nothing else but a line end.
func readSecret(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", cause(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecretBytes+1))
	switch text := strings.TrimSpace(string(data)); {
	case err != nil:
		return "", cause(err)
	case text == "":
		return "", errors.New("the file is empty; write the secret into it")
	case len(data) > maxSecretBytes:
		return "", errors.New("the file is too long; it is to hold the secret and nothing else")
	default:
		return text, nil
	}
}

// checkSecret refuses what cannot be a token or key.
func checkSecret(text string) error {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return errors.New("it holds white space; give the bare secret, on one line")
	}
	return nil
}
