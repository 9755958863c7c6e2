package sources_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing/sources"
)

func TestFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", story("Aldorf"))
	write("b.md", "---\nsource: Demo Wire\n---\n"+story("Belmont"))
	d := newDesk(t, nil)
	d.source = d.add(folder)
	d.want("brought", d.visit(0), sources.Report{Added: 2})
	name := filepath.Base(folder)
	d.want("texts", d.texts(), map[string]string{name + "/a": story("Aldorf"), name + "/b": story("Belmont")})
	d.want("source", d.articles()[name+"/a"].Source, name)
	d.want("its own source", d.articles()[name+"/b"].Source, "Demo Wire")
	d.want("again", d.visit(time.Hour), sources.Report{})

	write("a.txt", story("Aldorf")+" More is expected.")
	d.want("changed", d.visit(time.Hour), sources.Report{Revised: 1})
	write("c.txt", "broken \xff text")
	if r := d.visit(time.Hour); r.Fault == nil || !strings.Contains(r.Fault.Error(), "c.txt") {
		t.Errorf("fault %v, want one that names the file", r.Fault)
	}
	d.want("still counted", d.current().Articles, 2)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if r := d.visit(time.Hour); r.Fault == nil || !strings.Contains(r.Fault.Error(), "check that it is there") {
		t.Errorf("fault %v", r.Fault)
	}
	d.want("articles stay", len(d.articles()), 2)
}
