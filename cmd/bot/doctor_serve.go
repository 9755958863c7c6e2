package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"briefbot/internal/adapters/chat"
)

// serving looks at the bot serve that runs, or whether one could listen.
func (e *examination) serving(ctx context.Context) {
	h, runs := serving(e.settings["data"].value)
	address := e.settings["listen"].value
	switch {
	case runs && h.Listen == "":
		e.ok("serve: process", "%d, without a listener", h.PID)
	case runs:
		e.running(ctx, h)
	case address == "" || address == noListener:
		e.ok("serve: process", "not running")
	default:
		e.ok("serve: process", "not running")
		l, err := listen(ctx, address, nil, slog.New(slog.DiscardHandler))
		if err != nil {
			e.err("serve: listener", err)
			return
		}
		_ = l.close() // nothing was asked of it
		e.ok("serve: listener", "%s is free", address)
	}
}

// askTime is how long the running bot serve may take to say how it is.
const askTime = 5 * time.Second

// running asks a running bot serve how it is.
func (e *examination) running(ctx context.Context, h holder) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	code, err := probe(ctx, http.MethodGet, "http://"+reachableAt(h.Listen)+"/readyz")
	switch {
	case err != nil:
		e.bad("serve: process", fmt.Sprintf("%d does not answer at %s: %v", h.PID, h.Listen, err), "see its log, and start it again")
	case code != http.StatusOK:
		e.bad("serve: process", fmt.Sprintf("%d is not ready", h.PID), "wait, or see its log: http://"+h.Listen+"/readyz says what is missing")
	default:
		e.ok("serve: process", "%d is ready at %s", h.PID, h.Listen)
	}
	if !e.settings.set("slack-signing-secret") || err != nil {
		return
	}
	if code, err := probe(ctx, http.MethodPost, "http://"+reachableAt(h.Listen)+slackPath+"events"); err != nil || code != http.StatusUnauthorized {
		e.bad("serve: Slack over HTTP", fmt.Sprintf("%sevents does not refuse a request without a signature: %d, %v", slackPath, code, err), "start bot serve again with the same settings")
	} else {
		e.ok("serve: Slack over HTTP", "takes signed requests alone; Slack must reach it as https://YOUR-HOST%sevents", slackPath)
	}
}

// reachableAt is where a listener at the address is reached from this machine.
func reachableAt(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}

// probe sends a request without a body and returns the status.
func probe(ctx context.Context, method, url string) (code int, err error) {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return 0, err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// checkTime is how long a platform may be asked about the set-up.
const checkTime = 30 * time.Second

// platforms asks the platforms what is wrong with the set-up.
func (e *examination) platforms(ctx context.Context) {
	if err := e.settings.checkPlatforms(); err != nil {
		e.err("platforms: settings", err)
	}
	for _, name := range []string{"slack", "discord"} {
		if e.settings.serves(name) {
			e.ok("platforms: "+name, "served")
		} else {
			e.ok("platforms: "+name, "not served; docs/setup-%s.md says how", name)
		}
	}
	served := e.settings.serves("slack") || e.settings.serves("discord")
	if served && len(e.settings.admins()) == 0 {
		e.ok("platforms: admins", "none; BRIEFBOT_ADMINS lets people change the sources and the modes of rooms from a chat")
	}
	discard := slog.New(slog.DiscardHandler)
	all, _ := e.settings.platforms(&chat.Intake{Log: discard, Now: time.Now}, nil, discard)
	for _, p := range all {
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		e.found = append(e.found, p.Check(ctx)...)
		cancel()
	}
}
