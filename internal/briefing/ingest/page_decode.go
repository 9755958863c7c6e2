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
	encoding, name, certain := charset.DetermineEncoding(data, contentType)
	if name == "utf-8" || !certain && utf8.Valid(data) { // only the start was looked at
		return strings.ToValidUTF8(strings.TrimPrefix(string(data), byteOrderMark), "\ufffd"), nil
	}
	text, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("it cannot be decoded as %s: %w", name, err)
	}
	if len(text) > maxPageBytes {
		return "", errPageTooLarge
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(text), byteOrderMark), "\ufffd"), nil
}

func markupType(kind string) bool {
	return strings.HasSuffix(kind, "html") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "+html") ||
		kind == "text/plain" || kind == "application/octet-stream"
}
