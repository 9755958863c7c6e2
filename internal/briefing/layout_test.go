package briefing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	module   = "briefbot/"
	root     = module + "internal/briefing"
	adapters = module + "internal/adapters/"
)

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

// TestLayout holds the whole module to the import rules of CONTRIBUTING.
func TestLayout(t *testing.T) {
	t.Parallel()
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := 0
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages++
		for _, v := range violations(p) {
			t.Error(v)
		}
	}
	if packages < 5 {
		t.Errorf("go list found %d packages; the rules were checked on too few", packages)
	}
}

// violations says which imports of a package break the rules.
func violations(p listed) []string {
	if !placed(p.ImportPath) {
		return []string{p.ImportPath + " has no place in the layout"}
	}
	var out []string
	for _, i := range p.Imports {
		if why := forbidden(p.ImportPath, i); why != "" {
			out = append(out, fmt.Sprintf("%s imports %s: %s", p.ImportPath, i, why))
		}
	}
	return out
}

// placed reports whether a package stands where the layout has a place for one.
func placed(path string) bool {
	return path == module+"cmd/bot" || inBriefing(path) || strings.HasPrefix(path, adapters) ||
		path == module+"prompts" || path == module+"seeds"
}

// forbidden says why a package must not import another, or "".
func forbidden(from, to string) string {
	switch {
	case strings.HasPrefix(to, module+"cmd/"):
		return "nothing imports a command"
	case strings.HasPrefix(from, module+"cmd/"):
		return "" // sees everything and wires
	case from == root && strings.HasPrefix(to, module):
		return "the root imports nothing of the project"
	case inBriefing(from) && strings.HasPrefix(to, adapters):
		return "the domain imports no adapter"
	case inBriefing(from) && (under(to, "database/sql") || under(to, "net/http")):
		return "the domain does no SQL and no HTTP"
	case inBriefing(from) && thirdParty(to) && !slices.ContainsFunc(domainModules, func(m string) bool { return under(to, m) }):
		return "the domain imports no driver, SDK or command line"
	case strings.HasPrefix(from, adapters) && strings.HasPrefix(to, adapters) && !sameAdapter(from, to) && !under(to, adapters+"chat"):
		return "adapters do not import each other; chat is what they share"
	case !strings.HasPrefix(from, module+"internal/") && strings.HasPrefix(to, module):
		return "seeds and prompts import nothing of the project"
	}
	return ""
}

// domainModules are the modules of others that the domain may import: none does I/O.
var domainModules = []string{
	"codeberg.org/readeck/go-readability",
	"github.com/aymanbagabas/go-udiff",
	"github.com/kljensen/snowball",
	"github.com/mmcdole/gofeed",
	"go.yaml.in/yaml/v4",
	"golang.org/x/net/html",
	"golang.org/x/net/publicsuffix",
	"golang.org/x/sync",
	"golang.org/x/text",
}

// thirdParty reports whether a package is neither the project's nor the standard library's,
// whose paths have no dot in their first element.
func thirdParty(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

func inBriefing(path string) bool { return under(path, root) }

// under reports whether a package is the one at place or below it.
func under(path, place string) bool {
	return path == place || strings.HasPrefix(path, place+"/")
}

// sameAdapter reports whether two packages are of one adapter's folder.
func sameAdapter(a, b string) bool {
	name := func(path string) string {
		first, _, _ := strings.Cut(strings.TrimPrefix(path, adapters), "/")
		return first
	}
	return name(a) == name(b)
}

func TestViolations(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, to string
		want           []string
	}{
		{"the command wires", "briefbot/cmd/bot", adapters + "sqlite", nil},
		{"a sub-package uses the root", root + "/retrieve", root, nil},
		{"an adapter uses the domain", adapters + "sqlite", root, nil},
		{"a store uses the jobs", adapters + "sqlite", adapters + "chat", nil},
		{"an adapter uses its own", adapters + "slack", adapters + "slack/blocks", nil},
		{"the root uses the standard library", root, "strings", nil},
		{"the root uses a sub-package", root, root + "/cite", []string{root + " imports " + root + "/cite: the root imports nothing of the project"}},
		{"the domain uses an adapter", root + "/digest", adapters + "slack", []string{root + "/digest imports " + adapters + "slack: the domain imports no adapter"}},
		{"the domain does SQL", root + "/digest", "database/sql", []string{root + "/digest imports database/sql: the domain does no SQL and no HTTP"}},
		{"the domain uses a driver", root + "/digest", "modernc.org/sqlite", []string{root + "/digest imports modernc.org/sqlite: the domain imports no driver, SDK or command line"}},
		{"the domain uses an SDK", root + "/compose", "github.com/sashabaranov/go-openai", []string{root + "/compose imports github.com/sashabaranov/go-openai: the domain imports no driver, SDK or command line"}},
		{"the domain does HTTP in a test server", root + "/digest", "net/http/httptest", []string{root + "/digest imports net/http/httptest: the domain does no SQL and no HTTP"}},
		{"the domain stems words", root + "/english", "github.com/kljensen/snowball/english", nil},
		{"an adapter uses another", adapters + "slack", adapters + "discord", []string{adapters + "slack imports " + adapters + "discord: adapters do not import each other; chat is what they share"}},
		{"something uses the command", adapters + "web", "briefbot/cmd/bot", []string{adapters + "web imports briefbot/cmd/bot: nothing imports a command"}},
		{"seeds use the domain", "briefbot/seeds", root, []string{"briefbot/seeds imports " + root + ": seeds and prompts import nothing of the project"}},
		{"a package at the top", "briefbot/util", "strings", []string{"briefbot/util has no place in the layout"}},
		{"a package beside the root", root + "s", "strings", []string{root + "s has no place in the layout"}},
		{"a package beside the command", "briefbot/cmd/bottle", "strings", []string{"briefbot/cmd/bottle has no place in the layout"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := violations(listed{ImportPath: c.from, Imports: []string{c.to}})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}
