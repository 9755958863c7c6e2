package ingest

import (
	"errors"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

var errPageTooLarge = errors.New("larger than 20 MB, the limit for one page")

// decodePage returns a page as UTF-8: by its byte order mark, the header, its own
// declaration, or as it looks.
func decodePage(data []byte, contentType string) (string, error) {
	if kind, _, err := mime.ParseMediaType(contentType); err == nil && !markupType(kind) {
		return "", fmt.Errorf("it is no web page but %s", shorten(kind, 60))
	}
	text, err := decodeText(data, contentType)
	switch {
	case err != nil:
		return "", err
	case len(text) > maxPageBytes:
		return "", errPageTooLarge
	case strings.Contains(text[:min(len(text), sniffedBytes)], "\x00"):
		return "", errors.New("it is no web page but binary (it holds a zero byte)")
	}
	return strings.ToValidUTF8(strings.TrimPrefix(text, byteOrderMark), "\ufffd"), nil
}

// sniffedBytes is how much of a page shows whether it is text.
const sniffedBytes = 4 << 10

func decodeText(data []byte, contentType string) (string, error) {
	encoding, name, certain := charset.DetermineEncoding(data, contentType)
	if name == "utf-8" || !certain && utf8.Valid(data) { // only the start was looked at
		return string(data), nil
	}
	text, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("it cannot be decoded as %s: %w", name, err)
	}
	return string(text), nil
}

func markupType(kind string) bool {
	return strings.HasSuffix(kind, "html") || strings.HasSuffix(kind, "xml") ||
		kind == "text/plain" || kind == "application/octet-stream"
}
