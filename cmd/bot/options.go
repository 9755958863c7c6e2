package main

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"
)

// option is one setting: a flag, an environment variable and, unless it says where the
// file is, a key of briefbot.yaml.
type option struct {
	name   string // of the flag and of the key
	env    string
	usage  string // with what it takes in backquotes
	inFile bool
}

// options is the one table of settings: flags, environment, configuration file and README
// follow it.
func options() []option {
	return []option{
		{name: "corpus", env: "BRIEFBOT_CORPUS", inFile: true, usage: "answer from the articles in `PATH`, a folder or one .jsonl file, read into memory"},
		{name: "data", env: "BRIEFBOT_DATA", inFile: true, usage: "keep articles and answers in `DIR` (default: briefbot in the user's data folder)"},
		{name: "config", env: "BRIEFBOT_CONFIG", usage: "read settings from `FILE` (default: briefbot.yaml, when there is one here)"},
	}
}

func addOptions(flags *pflag.FlagSet) {
	for _, o := range options() {
		flags.String(o.name, "", o.usage+" ["+o.env+"]")
	}
}

// defaultData is the folder where a program of this user keeps its data, by the custom of
// the system; "" when the user has no home.
func defaultData(getenv func(string) string) string {
	home, _ := os.UserHomeDir()
	var base string
	switch runtime.GOOS {
	case "windows":
		base = getenv("LocalAppData")
	case "darwin":
		base = under(home, "Library", "Application Support")
	default: // https://specifications.freedesktop.org/basedir-spec/latest/
		base = cmp.Or(getenv("XDG_DATA_HOME"), under(home, ".local", "share"))
	}
	return under(base, "briefbot")
}

func under(base string, names ...string) string {
	if base == "" {
		return ""
	}
	return filepath.Join(append([]string{base}, names...)...)
}
