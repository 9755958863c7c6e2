package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"briefbot/internal/adapters/chat"
)

// The checks of options. None repeats the value of a secret.

func checkBotToken(token string) error {
	// https://docs.slack.dev/authentication/tokens; xoxe. stands before one that rotates.
	if !strings.HasPrefix(strings.TrimPrefix(token, "xoxe."), "xoxb-") {
		return errors.New("a bot token starts with xoxb-; copy it from the app's page OAuth & Permissions")
	}
	return nil
}

func checkAppToken(token string) error {
	if !strings.HasPrefix(token, "xapp-") {
		return errors.New("an app token starts with xapp-; make one with the scope connections:write on the app's page Basic Information")
	}
	return nil
}

func checkURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is no base address; write it as https://HOST/PATH", address)
	}
	return nil
}

// checkSnowflake checks an id of Discord's: https://docs.discord.com/developers/reference#snowflakes.
func checkSnowflake(id string) error {
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return fmt.Errorf("%q is no id of Discord's, which is digits alone; copy it with the developer mode on", id)
	}
	return nil
}

// noListener is the address that stands for no listener.
const noListener = "off"

func checkListen(address string) error {
	if address == noListener {
		return nil
	}
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q is no address to listen on; write it as 127.0.0.1:8080 or :8080, or off", address)
	}
	return nil
}

func checkLog(spec string) error {
	_, _, err := parseLog(spec)
	return err
}

// maxUserRate bounds how many questions a minute one user may ask.
const maxUserRate = 1000

func checkRate(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > maxUserRate {
		return fmt.Errorf("%q is no rate; give a whole number from 1 to %d", text, maxUserRate)
	}
	return nil
}

// maxDelay is already slow for a site of any size.
const maxDelay = 10 * time.Minute

func checkDelay(text string) error {
	if d, err := time.ParseDuration(text); err != nil || d < 0 || d > maxDelay {
		return fmt.Errorf("%q is no time from 0s to %v; write it as 1s or 500ms", text, maxDelay)
	}
	return nil
}

func checkMode(text string) error {
	switch chat.Mode(text) {
	case chat.Extractive, chat.LLM, chat.Auto:
		return nil
	}
	return fmt.Errorf("%q is no mode; give %s, %s or %s", text, chat.Extractive, chat.LLM, chat.Auto)
}

func checkTokens(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 0 {
		return fmt.Errorf("%q is no number of tokens; give a whole number, 0 for no limit", text)
	}
	return nil
}

func checkBool(text string) error {
	if _, err := strconv.ParseBool(text); err != nil {
		return fmt.Errorf("%q is neither true nor false", text)
	}
	return nil
}

// slackUser is what Slack's ids of people look like.
var slackUser = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)

func checkAdmins(text string) error {
	for _, user := range adminsIn(text) {
		platform, id, _ := strings.Cut(user, ":")
		if platform == "slack" && slackUser.MatchString(id) || platform == "discord" && checkSnowflake(id) == nil {
			continue
		}
		return fmt.Errorf("%q is no user; write slack:U0123456789 or discord:123456789012345678, with commas between them; docs/setup-slack.md and docs/setup-discord.md say where the id stands", user)
	}
	return nil
}

// adminsIn takes a list of users apart.
func adminsIn(text string) []string {
	var all []string
	for user := range strings.SplitSeq(text, ",") {
		all = append(all, strings.TrimSpace(user))
	}
	return all
}
