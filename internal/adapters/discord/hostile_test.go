package discord

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/inert"
)

// hostile are texts that articles, users and models may hold.
func hostile() []string {
	out := []string{
		// mentions
		"@everyone", "@here", "@EVERYONE", "@Here!", "a@everyone.example", "@@everyone", "@\u200beveryone", "@ever\u00adyone",
		"<@1150000000000000001>", "<@!1150000000000000001>", "<@&1140000000000000003>", "<#1140000000000000010>", "<\u200b@1>",
		"</ask:1140000000000000010>", "<id:customize>", "<id:browse>", "<@everyone>", "<@1", "@1>", "<<@1>>", `\<@1>`, `\\<@1>`,
		// links
		"https://evil.example", "http://evil.example/a_b_c", "<https://evil.example>", "[text](https://evil.example)",
		"[https://good.example](https://evil.example)", "[text]( <https://evil.example> \"title\" )", "[text][1]", "[1]: https://evil.example",
		"![image](https://evil.example/x.png)", "](https://evil.example)", "[[1]](https://evil.example)", "[\\](https://evil.example)",
		"steam://run/1", "discord://-/channels/1", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "<a@b.example>", "<+15550100>", "<sms:+15550100>",
		"discord.gg/invite", "https://discord.com/channels/1/2/3", "hxxps://evil.example", "http://[::1]/", "//evil.example",
		// emphasis and blocks
		"*a*", "**a**", "***a***", "_a_", "__a__", "___a___", "~~a~~", "||a||", "`a`", "``a``", "```a```", "```js\na\n```", "` `` ```",
		"# a", "## a", "### a", "-# a", "> a", ">>> a", "- a", "* a", "+ a", "1. a", "12. a", "1) a", "0. ", "١. a", "1.a", "- - a",
		"a\n# b", "a\r\n> b", "a\n\n```\nb", "\\*a*", "\\\\*a*", "a\\", "\\", "\\\\", "*\\*", "`\\`", "---", "***", "===", "| a | b |", "a | b", "<!-- a -->", "&lt;b&gt;", "<b>a</b>", "<script>",
		// emoji and time
		":smile:", "<:name:123456789012345678>", "<a:name:123456789012345678>", "<t:0>", "<t:1700000000:R>", "👩‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪🇺🇸", "👍🏽", "1️⃣ a",
		// direction, invisible, control
		"\u202eexe.gpj\u202c", "\u2066a\u2069", "\u200f\u200ea", "a\u200bb\u2060c\ufeffd", "\u00ada", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u009b31m", "a\x00b", "a\bb", "\x7f", "\u2028a\u2029b", "\ue000", "\U000e0041",
		// size
		strings.Repeat("a", 9000), strings.Repeat("😀", 5000), strings.Repeat("*", 5000), strings.Repeat("[a](b)", 900), strings.Repeat("a ", 5000),
		"e" + strings.Repeat("\u0301", 5000), strings.Repeat("@everyone ", 900), strings.Repeat("\\", 5001),
		// not text
		"\xff\xfe", "a\xc3", "\xed\xa0\x80", "\ufffd", "", " ", "\t\n",
	}
	return out
}

// escaped matches what escape makes: characters that mean nothing where they stand, and
// escaped ones.
var escaped = regexp.MustCompile(`^(?:[^\\*_~` + "`" + `|\[\]<@]|\\[^\pL\pN\s])*$`)

// What means something although none of its characters does alone.
var (
	autoLink = regexp.MustCompile(`\w://`)
	namedOne = regexp.MustCompile(`:[^\s:]+:`) // an emoji
	starts   = regexp.MustCompile(`^([-+#>]|\d+[.)])`)
	pair     = regexp.MustCompile(`\\.`)
)

// unescape is what Discord shows of escaped text.
func unescape(text string) string {
	var b strings.Builder
	escape := false
	for _, r := range text {
		switch {
		case !escape && r == '\\':
			escape = true
			continue
		case string(r) == apart:
			continue
		}
		escape = false
		b.WriteRune(r)
	}
	return b.String()
}

func TestHostileTextIsInert(t *testing.T) {
	t.Parallel()
	texts := hostile()
	if len(texts) < 100 {
		t.Fatalf("%d texts, want at least 100", len(texts))
	}
	for n, text := range texts {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			checkEscape(t, text)
			checkPage(t, text)
		})
	}
}

// checkEscape holds escaped text to showing as what it says, and to holding no markup.
func checkEscape(t *testing.T, text string) {
	t.Helper()
	got := escape(text)
	if !escaped.MatchString(got) {
		t.Errorf("escape(%.80q) = %.80q holds markup", text, got)
	}
	if shown := unescape(got); shown != inert.Clean(text) {
		t.Errorf("escape(%.80q) shows as %.80q", text, shown)
	}
	if everyone.MatchString(got) || everyone.MatchString(plain(text)) || everyone.MatchString(code(text)) {
		t.Errorf("escape(%.80q) mentions everybody: %.80q", text, got)
	}
	if bare := pair.ReplaceAllString(got, "\x00"); autoLink.MatchString(bare) || namedOne.MatchString(bare) || strings.Contains(got, "](") {
		t.Errorf("escape(%.80q) = %.80q holds a link or an emoji", text, got)
	}
	if starts.MatchString(got) {
		t.Errorf("escape(%.80q) = %.80q begins a list, a heading or a quote", text, got)
	}
	if c := code(text); c != "" && strings.Count(c, "`") != 2 {
		t.Errorf("code(%.80q) = %.80q ends early", text, c)
	}
}

var everyone = regexp.MustCompile(`(?i)@(everyone|here)`)

// page puts text wherever a page has any.
func pageOf(text string) chat.Page {
	p := chat.Page{Tone: chat.Differs, Title: text, Asked: text, AskedBy: "x" + text, Note: text, Answer: "a1", Key: "k"}
	for _, style := range []chat.Style{chat.Paragraph, chat.Bullet, chat.Heading, chat.Quoted, chat.Code} {
		p.Items = append(p.Items, chat.Item{Style: style, Text: text, Cites: []int{1, 2, 3}, Tail: text})
	}
	p.Sources = []chat.Source{
		{N: 1, Title: text, Origin: text, URL: text, Quote: text},
		{N: 2, Title: text, Origin: text, URL: "https://good.example/" + text, Quote: text},
		{N: 3, Title: text, Origin: text, URL: "https://good.example/?q=" + url.QueryEscape(text), Quote: text},
	}
	return p
}

// own matches the markup that the renderer writes itself, a line at a time.
var (
	ownLink  = regexp.MustCompile(`\]\((https?://[^()<>\[\]{}"'\\` + "`" + `^|*@\s]+)\)`)
	ownCode  = regexp.MustCompile("^`[^`]*`")
	ownStart = regexp.MustCompile(`^(\*\*|- |> )?(“)?`)
)

// checkPage renders the text everywhere, within the limits, and looks at the links.
func checkPage(t *testing.T, text string) {
	t.Helper()
	for _, b := range rendered(t, pageOf(text)) {
		for _, e := range b.Embeds {
			for _, line := range append(strings.Split(e.Description, "\n"), e.Title) {
				checkLine(t, text, line)
			}
			if e.Footer != nil && everyone.MatchString(e.Footer.Text) {
				t.Errorf("%.80q: the small print %.80q mentions everybody", text, e.Footer.Text)
			}
		}
	}
}

// checkLine holds a line to having no markup but the renderer's own.
func checkLine(t *testing.T, text, line string) {
	t.Helper()
	rest := ownCode.ReplaceAllString(ownStart.ReplaceAllString(line, ""), "")
	for _, link := range ownLink.FindAllStringSubmatch(rest, -1) {
		u, err := url.Parse(link[1])
		if err != nil || u.User != nil || (u.Host != "good.example" && !strings.Contains(inert.Clean(text), "http")) {
			t.Errorf("%.80q: a link to %.80q", text, link[1])
		}
	}
	rest = ownLink.ReplaceAllString(rest, "")
	if u := inert.Clean(text); strings.Trim(u, "0123456789") == "" { // an id: of who asked
		rest = strings.TrimSuffix(rest, " — <@"+u+">")
	}
	for _, own := range []string{"[", "*", "`"} { // of links, emphasis, code: unescaped only as the renderer's own
		rest = stripOwn(rest, own)
	}
	if everyone.MatchString(rest) || !escaped.MatchString(rest) {
		t.Errorf("%.80q: the line %.200q holds markup: %.80q", text, line, rest)
	}
}

// stripOwn removes unescaped uses of a character; the tests of escape hold that text has none.
func stripOwn(line, own string) string {
	var b strings.Builder
	escape := false
	for _, r := range line {
		if !escape && string(r) == own {
			continue
		}
		escape = !escape && r == '\\'
		b.WriteRune(r)
	}
	return b.String()
}

func TestAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, link, host string }{
		{"https://a.example/b?c=d#e", "https://a.example/b?c=d#e", "a.example"},
		{"https://a.example:8443", "https://a.example:8443", "a.example:8443"},
		{"https://a.example?q=)", "https://a.example?q=%29", "a.example"},
		{"https://a.example/(b)[c]<d>\"e'`|*^\\", "https://a.example/%28b%29%5Bc%5D%3Cd%3E%22e%27%60%7C%2A%5E%5C", "a.example"},
		{"https://bücher.example/ä", "https://b%C3%BCcher.example/%C3%A4", "b%C3%BCcher.example"},
		{"https://аpple.example", "https://%D0%B0pple.example", "%D0%B0pple.example"},
		{"https://good.example@evil.example/", "", ""},
		{"https:evil.example", "", ""},
		{"javascript:alert(1)", "", ""},
		{"ftp://a.example", "", ""},
		{"//a.example", "", ""},
		{"https://[::1]/", "", ""},
		{"https://", "", ""},
		{"https://\"", "", ""},
		{"https://a.example/" + strings.Repeat("x", 600), "", ""},
		{"", "", ""},
	} {
		if link, host := address(c.in); link != c.link || host != c.host {
			t.Errorf("address(%.80q) = %q, %q; want %q, %q", c.in, link, host, c.link, c.host)
		}
	}
}

func TestLabel(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"[1]": "[1]", "[Update] storm [2]": "[Update] storm [2]", "a": "a",
		"](https://evil.example) [x": ")(https://evil.example) (x", "[[1]]": "((1))", "a]": "a)",
	} {
		if got := label(in); got != want {
			t.Errorf("label(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text[:min(len(text), 200)])
	}
	f.Add("p:/</")
	f.Fuzz(func(t *testing.T, text string) { checkEscape(t, text) })
}

func FuzzRender(f *testing.F) {
	for n, text := range hostile() {
		f.Add(text[:min(len(text), 200)], n%9)
	}
	f.Fuzz(func(t *testing.T, text string, times int) {
		text = strings.Repeat(text, 1+max(0, times)%50)
		checkPage(t, text[:min(len(text), 200)])
	})
}

func FuzzAddress(f *testing.F) {
	f.Add("https://a.example/(b)")
	f.Fuzz(func(t *testing.T, text string) {
		link, host := address(text)
		if link == "" {
			return
		}
		if !ownLink.MatchString("](" + link + ")") {
			t.Errorf("address(%q) = %q can end a link", text, link)
		}
		u, err := url.Parse(link)
		if err != nil || u.User != nil || u.Host == "" || host == "" {
			t.Errorf("address(%q) = %q, %q: %v", text, link, host, err)
		}
	})
}
