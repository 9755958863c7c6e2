package main

import (
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVersionLine(t *testing.T) {
	t.Parallel()
	info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}}
	if diff := cmp.Diff("bot v1.2.3 go1.26.0", versionLine(info, true)); diff != "" {
		t.Error(diff)
	}
	info.Settings = []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: "true"}}
	if diff := cmp.Diff("bot v1.2.3 revision 0123456789ab modified go1.26.0", versionLine(info, true)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("bot (unknown version)", versionLine(nil, false)); diff != "" {
		t.Error(diff)
	}
}
