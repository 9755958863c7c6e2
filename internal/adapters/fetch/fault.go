package fetch

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
	"unicode"

	"code.dny.dev/ssrf"

	"briefbot/internal/briefing/sources"
)

// fault is one whose address Fetch adds.
func fault(kind sources.FaultKind, format string, args ...any) *sources.Fault {
	return &sources.Fault{Kind: kind, Reason: fmt.Sprintf(format, args...)}
}

// because is why a request failed: when it was ended, what ended it.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// asFault says what an error means for the caller.
func asFault(err error) *sources.Fault {
	if f, ok := errors.AsType[*sources.Fault](err); ok {
		return f
	}
	switch {
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return fault(sources.Unsafe, "this port is not fetched from, only 80 and 443")
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return errPrivate
	case errors.Is(err, gzip.ErrHeader):
		return fault(sources.Unfit, "said to be compressed with gzip, and is not")
	default:
		return fault(sources.Broken, "%s", broken(err))
	}
}

// broken says in a line what went wrong on the way.
func broken(err error) string {
	_, damaged := errors.AsType[flate.CorruptInputError](err)
	dns, lookup := errors.AsType[*net.DNSError](err)
	certificate, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case errors.Is(err, errSlow):
		return fmt.Sprintf("no whole answer within %v", requestTime)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "cut short"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was reset"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the connection was refused"
	case damaged, errors.Is(err, gzip.ErrChecksum):
		return "the compressed data is damaged"
	case lookup && dns.IsNotFound:
		return "there is no such host; check the address"
	case lookup:
		return "the host's name cannot be looked up"
	case untrusted:
		return "its certificate cannot be trusted: " + quoted(certificate.Err.Error())
	}
	return quoted(err.Error())
}

// maxQuotedRunes is how much of what others say is shown.
const maxQuotedRunes = 200

// quoted is a short line of what others say.
func quoted(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text))
	if len(runes) > maxQuotedRunes {
		runes = append(runes[:maxQuotedRunes], '…')
	}
	return string(runes)
}

// refusal is the fault of an answer that brings neither a body nor an address.
func refusal(resp *http.Response) *sources.Fault {
	status := strings.TrimSpace(fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
	switch code := resp.StatusCode; {
	case code == http.StatusGone:
		return fault(sources.Gone, "%s: it was given up for good; remove the address", status)
	case code == http.StatusNotFound:
		return fault(sources.Missing, "%s: there is nothing; check the address", status)
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		f := fault(sources.Busy, "%s: the site asks for patience", status)
		f.RetryAfter = retryAfter(resp.Header, time.Now())
		return f
	case code == http.StatusRequestTimeout || code == http.StatusMisdirectedRequest || code == http.StatusTooEarly:
		return fault(sources.Broken, "%s", status)
	case code >= 400 && code < 500:
		return fault(sources.Refused, "%s: the site does not give it to the bot; ask its owner or take another address", status)
	case code == http.StatusNotModified:
		return fault(sources.Broken, "%s, though there is no copy that it was asked about", status)
	default:
		return fault(sources.Broken, "%s", status)
	}
}
