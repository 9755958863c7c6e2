package slack

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// errNoWayBack is the error of a response_url that is over: used five times, or too old.
var errNoWayBack = errors.New("the response_url is over")

const (
	// mendTime is how long a message waits for an operator to mend a token or a scope.
	mendTime = 5 * time.Minute
	// busyTime is how long it waits when Slack says to come back and not when.
	busyTime = 30 * time.Second
)

// What Slack says of a message, as far as it says for sure that it has not taken it
// (https://docs.slack.dev/reference/methods/chat.postMessage#errors). What is not listed
// leaves it in doubt; internal_error and fatal_error say so themselves.
var (
	// neverTaken: the same message will not be taken later either.
	neverTaken = []string{
		"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "is_inactive", "no_permission",
		"thread_not_found", "cannot_reply_to_message", "message_not_found", "user_not_found", "cannot_dm_bot",
		"messages_tab_disabled", "channel_type_not_supported", "ekm_access_denied", "invalid_channel",
		"msg_too_long", "msg_blocks_too_long", "no_text", "invalid_blocks", "invalid_blocks_format",
		"invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app",
		"used_url", "expired_url", "cancelled", "invalid_arguments", "invalid_json", "invalid_form_data", "json_not_object", "too_many_attachments",
	}
	// tillMended: a person can make it that it is taken.
	tillMended = []string{
		"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
		"missing_scope", "access_denied", "org_login_required", "two_factor_setup_required",
		"accesslimited", "enterprise_is_restricted", "team_access_not_granted", "message_limit_exceeded",
	}
	// tooBusy: it is taken later.
	tooBusy = []string{"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"}
)

// verdict says for the courier what an error of posting means: *chat.NotTaken and
// *chat.Refused for what is sure, the error itself for what is in doubt.
func verdict(err error) error {
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return &chat.NotTaken{After: limited.RetryAfter, Err: err}
	}
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch {
		case slices.Contains(neverTaken, e.Err) || strings.HasPrefix(e.Err, "restricted_action"):
			return &chat.Refused{Err: detailed(err, e)}
		case slices.Contains(tillMended, e.Err):
			return &chat.NotTaken{After: mendTime, Err: err}
		case slices.Contains(tooBusy, e.Err):
			return &chat.NotTaken{After: busyTime, Err: err}
		}
		return err
	}
	if errors.Is(err, errNoWayBack) {
		return &chat.Refused{Err: err}
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code < http.StatusInternalServerError {
		return &chat.NotTaken{After: busyTime, Err: err} // nothing behind the address has seen it
	}
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "dial" {
		return &chat.NotTaken{Err: err}
	}
	return err
}

// detailed adds what Slack says is wrong with the blocks.
func detailed(err error, e slack.SlackErrorResponse) error {
	if len(e.ResponseMetadata.Messages) == 0 {
		return err
	}
	return errors.Join(err, errors.New(strings.Join(e.ResponseMetadata.Messages, "; ")))
}

// isCode reports whether Slack answered with one of the errors.
func isCode(err error, codes ...string) bool {
	e, ok := errors.AsType[slack.SlackErrorResponse](err)
	return ok && slices.Contains(codes, e.Err)
}

// isOver reports whether a response_url will take nothing more.
func isOver(err error) bool {
	return errors.Is(err, errNoWayBack) || isCode(err, "used_url", "expired_url", "cancelled")
}

// statusError is the error of an HTTP status, as slack-go has it; nil for success.
func statusError(r *http.Response) error {
	if r.StatusCode/100 == 2 {
		return nil
	}
	if seconds, err := strconv.Atoi(r.Header.Get("Retry-After")); err == nil && r.StatusCode == http.StatusTooManyRequests {
		return &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	}
	return slack.StatusCodeError{Code: r.StatusCode, Status: r.Status}
}

// withoutURL takes the address out of an error: who knows a response_url may answer there.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
