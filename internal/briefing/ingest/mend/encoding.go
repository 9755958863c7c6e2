package mend

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode returns a document as UTF-8 without a byte order mark and without the control
// characters that XML forbids. What the bytes show goes before what is said of them: a
// byte order mark, UTF-16, UTF-32 or EBCDIC by their first bytes, then UTF-8 that is valid.
// After that the header's charset and the declaration's are tried, and Windows-1252 at last.
func Decode(data []byte, contentType string) string {
	return strings.Map(legal, decoded(data, contentType))
}

// legal drops what XML forbids. https://www.w3.org/TR/xml/#charsets
func legal(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufeff' || r == '\ufffe' || r == '\uffff' {
		return -1
	}
	return r
}

func decoded(data []byte, contentType string) string {
	if enc := wide(data); enc != nil {
		return decodeAs(enc, data)
	}
	if utf8.Valid(data) && !shifted(data) {
		return string(data)
	}
	var first string
	for _, label := range []string{headerCharset(contentType), declaredEncoding(data)} {
		enc := encodingNamed(label)
		if enc == nil {
			continue
		}
		text := decodeAs(enc, data)
		if !strings.ContainsRune(text, utf8.RuneError) {
			return text
		}
		if first == "" {
			first = text
		}
	}
	switch {
	case mostlyUTF8(data):
		return strings.ToValidUTF8(string(data), "\ufffd")
	case first != "":
		return first
	}
	return decodeAs(charmap.Windows1252, data)
}

// wide returns the encoding that the first bytes show, or nil.
func wide(data []byte) encoding.Encoding {
	var head [4]byte
	copy(head[:], data)
	zero := [4]bool{head[0] == 0, head[1] == 0, head[2] == 0, head[3] == 0}
	switch {
	case len(data) < 4:
		return nil
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")) || zero == [4]bool{false, true, true, true}:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")) || zero == [4]bool{true, true, true, false}:
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || zero == [4]bool{false, true, false, true}:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")) || zero == [4]bool{true, false, true, false}:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case bytes.HasPrefix(data, []byte("\x4c\x6f\xa7\x94")): // <?xm
		start := []byte(decodeAs(charmap.CodePage037, data[:min(len(data), 256)]))
		if enc := encodingNamed(declaredEncoding(start)); enc != nil {
			return enc
		}
		return charmap.CodePage037
	}
	return nil
}

// shifted reports whether ASCII bytes may be more than ASCII: ISO-2022 or HZ.
func shifted(data []byte) bool {
	return bytes.IndexByte(data, 0x1b) >= 0 || bytes.Contains(data, []byte("~{"))
}

func decodeAs(enc encoding.Encoding, data []byte) string {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return string(utf8.RuneError)
	}
	return string(text)
}

func headerCharset(contentType string) string {
	_, params, _ := mime.ParseMediaType(contentType)
	return params["charset"]
}

var declaration = regexp.MustCompile(`<\?xml\s[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)`)

// declaredEncoding returns what the XML declaration says, or "".
func declaredEncoding(data []byte) string {
	if m := declaration.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// encodingNamed returns the 8-bit or shifting encoding of a label, or nil: for an unknown
// one, for UTF-8, which has been tried, for UTF-16 and UTF-32, which wide knows better, and
// for ASCII, which is wrong where it is needed.
func encodingNamed(label string) encoding.Encoding {
	label = strings.ToLower(strings.TrimSpace(label))
	enc, name := charset.Lookup(label)
	switch {
	case label == "" || strings.HasPrefix(label, "utf") || strings.Contains(label, "ascii") || strings.HasPrefix(name, "utf"):
		return nil
	case name == "gbk":
		return simplifiedchinese.GB18030 // what says GB 2312 or GBK holds more
	case enc == nil || name == "replacement":
		enc, _ = ianaindex.IANA.Encoding(label)
	}
	return enc
}

// mostlyUTF8 reports whether invalid bytes are few beside the characters of two bytes and more.
func mostlyUTF8(data []byte) bool {
	wide, invalid := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			invalid++
		case size > 1:
			wide++
		}
		data = data[size:]
	}
	return invalid < wide
}
