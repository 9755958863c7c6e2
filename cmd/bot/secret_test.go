package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const aSecretText = "xoxb-1234-it-must-not-be-seen"

// A secret prints as *** whatever prints it and whatever it stands in.
func TestSecretIsHidden(t *testing.T) {
	t.Parallel()
	s := newSecret(aSecretText)
	type held struct {
		Shown  secret
		hidden secret
		inner  setting
	}
	holders := []any{
		s, &s,
		[]secret{s},
		map[string]secret{"a": s},
		held{s, s, setting{secret: s}},
		&held{s, s, setting{secret: s}},
		settings{"slack-bot-token": {secret: s}},
		fmt.Errorf("wrapped: %v", s),
		struct{ any }{s},
	}
	for _, h := range holders {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T %[1]v", "%p", "% x", "%-40s", "%!"} {
			if text := fmt.Sprintf(verb, h); strings.Contains(text, aSecretText) || strings.Contains(text, fmt.Sprintf("%x", aSecretText)) {
				t.Errorf("%s of %T shows %s", verb, h, text)
			}
		}
		if text, err := json.Marshal(h); err == nil && bytes.Contains(text, []byte(aSecretText)) {
			t.Errorf("JSON of %T is %s", h, text)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("m", "k", h)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("m", "k", h)
		if strings.Contains(log.String(), aSecretText) {
			t.Errorf("a log of %T is %s", h, log.String())
		}
	}
	if text, err := yaml.Marshal(s); err != nil || strings.Contains(string(text), aSecretText) {
		t.Errorf("YAML is %s, %v", text, err)
	}
	for _, text := range []string{fmt.Sprint(s), s.String(), fmt.Sprintf("%#v", s)} {
		if text != "***" {
			t.Errorf("a secret prints as %s", text)
		}
	}
	if s.reveal() != aSecretText || (secret{}).reveal() != "" {
		t.Error("a secret cannot be used")
	}
}

func TestReadSecret(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token")
	for _, c := range []struct{ holds, want, err string }{
		{"xoxb-1", "xoxb-1", ""},
		{"xoxb-1\n", "xoxb-1", ""},
		{"\txoxb-1 \r\n\n", "xoxb-1", ""},
		{"", "", "the file is empty; write the secret into it"},
		{" \n", "", "the file is empty; write the secret into it"},
		{strings.Repeat("x", maxSecretBytes+1), "", "the file is too long; it is to hold the secret and nothing else"},
	} {
		if err := os.WriteFile(path, []byte(c.holds), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readSecret(path)
		if got != c.want || fmt.Sprint(err) != c.err && (err != nil || c.err != "") {
			t.Errorf("readSecret of %.20q = %q, %v; want %q, %s", c.holds, got, err, c.want, c.err)
		}
	}
	if _, err := readSecret(path + "s"); err == nil || err.Error() != "no such file or directory" {
		t.Errorf("a file that is not there: %v", err)
	}
}

// What looks like a secret leaves no trace in a log, wherever in a line it stands.
func TestLogRedacts(t *testing.T) {
	t.Parallel()
	const known = "0123456789abcdef0123456789abcdef"
	for _, hidden := range []string{
		"xoxb-1-aB", "xoxp-12-34", "xoxe.xoxb-1-Mi0y", "xapp-1-A1-22-beef", "sk-proj-sEcReTsEcReTsEcReT", known,
		"https://hooks.slack.com/commands/T1/2/sEcReT", "http://127.0.0.1:4711/actions/T1/22/sEcReT",
		"wss://wss-primary.slack.com/link/?ticket=sEcReT&app_id=1",
		"Authorization: Bot sEcReTsEcReTsEcReT", "Bearer sEcReTsEcReTsEcReT",
		"MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.sEcReTsEcReTsEcReTsEcReTsEcReT",
		"https://discord.com/api/v10/webhooks/123/sEcReT/messages/@original?wait=true",
		"http://127.0.0.1/api/v10/interactions/123/sEcReT/callback", "aW50ZXJhY3Rpb246MTIzOnNFY1JlVA",
		`{"token":"sEcReTsEcReTsEcReT"}`,
	} {
		for _, format := range []string{"debug", "debug,json"} {
			var out bytes.Buffer
			log, err := newLog(&out, format, []secret{newSecret(known)})
			if err != nil {
				t.Fatal(err)
			}
			log.Info("at "+hidden, "key", hidden)
			log.With("with", hidden).WithGroup("g").Debug("m", slog.Group("deep", "error", fmt.Errorf("post: %w", errors.New(hidden))))
			log.Error("m", "any", map[string][]string{"header": {hidden}}, hidden, 1)
			for _, trace := range []string{"sEcReT", "xoxb-1", "xoxp-1", "Mi0y", "beef", known, "OnNFY1JlVA"} {
				if strings.Contains(out.String(), trace) {
					t.Errorf("%s shows %s of %s:\n%s", format, trace, hidden, &out)
				}
			}
			if lines := strings.Count(out.String(), "\n"); lines != 3 || !strings.Contains(out.String(), hiddenSecret) {
				t.Errorf("%s of %s has %d lines:\n%s", format, hidden, lines, &out)
			}
		}
	}
}

// Ordinary words stay.
func TestLogKeepsOrdinaryWords(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Bot started", "the token is wrong", "SLACK_BOT_TOKEN_FILE: read /run/secrets/slack/bot/token: permission denied",
		"slack:C0123456789:1712345678.000100", "answer k3j5h2k3j5h2", "post to https://slack.com/api/chat.postMessage", "tickets=1",
	} {
		if got := redact(text); got != text {
			t.Errorf("redact(%q) = %q", text, got)
		}
	}
}

func TestLogLevels(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]string{"debug": "di", "info": "i", "INFO,json": "i", "warn": "", "error,text": ""} {
		var out bytes.Buffer
		log, err := newLog(&out, spec, nil)
		if err != nil {
			t.Fatal(err)
		}
		log.Debug("d")
		log.Info("i")
		if got := strings.Count(out.String(), "\n"); got != len(want) {
			t.Errorf("%s logs %s", spec, &out)
		}
		if asJSON := strings.HasPrefix(out.String(), "{"); want != "" && asJSON != strings.Contains(spec, "json") {
			t.Errorf("%s logs %s", spec, &out)
		}
	}
	for _, spec := range []string{"", "loud", "info+2", "info,xml", "info,", ",json"} {
		if err := checkLog(spec); err == nil {
			t.Errorf("%q is a level", spec)
		}
	}
}

// A log that cannot be written says so to its handler.
func TestRedactorReportsErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is full")
	_, err := (&redactor{out: errWriter{broken}, known: knownSecrets(nil)}).Write([]byte("line"))
	if !errors.Is(err, broken) {
		t.Errorf("Write: %v", err)
	}
}

type errWriter struct{ error }

func (w errWriter) Write([]byte) (int, error) { return 0, w.error }
