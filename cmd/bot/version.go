package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(a.out, versionLine(debug.ReadBuildInfo())+"\n")
			return err
		},
	}
}

// versionLine is the program's version, the revision of the source it was built from and
// the version of Go.
func versionLine(info *debug.BuildInfo, ok bool) string {
	if !ok {
		return "bot (unknown version)"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision := ""
	if r := settings["vcs.revision"]; r != "" {
		revision = " revision " + r[:min(len(r), 12)]
		if settings["vcs.modified"] == "true" {
			revision += " modified"
		}
	}
	return fmt.Sprintf("bot %s%s %s", info.Main.Version, revision, info.GoVersion)
}
