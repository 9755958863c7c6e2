package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v4"
)

// level is where a setting comes from; a higher level wins.
type level int

const (
	fromDefault level = iota
	fromFile
	fromEnvironment
	fromFlag
)

// setting is the value of one option.
type setting struct {
	value  string // "" when nothing sets it, and for a secret
	secret secret
	level  level
	from   string // what sets it, for people: "--data", "BRIEFBOT_DATA"; "" for the default
}

// settings holds the value of every option that the command has, by the option's name.
type settings map[string]setting

const configName = "briefbot.yaml"

// resolve finds the value of every option that has a flag among flags: flags before
// environment before file before default. It reports all problems at once.
func resolve(flags *pflag.FlagSet, getenv func(string) string) (settings, error) {
	s := settings{}
	var problems []error
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" {
			problems = append(problems, usageError{fmt.Errorf("--%s needs a value", f.Name)})
		}
	})
	file, err := readConfig(flags, getenv)
	if err != nil {
		problems = append(problems, err)
	}
	for _, o := range options() {
		if flags.Lookup(o.flag()) == nil {
			continue
		}
		levels := []given{givenFlag(o, flags), givenVariable(o, getenv), file.given(o)}
		if s[o.name], err = choose(o, levels); err != nil {
			problems = append(problems, err)
		}
	}
	if s["data"].level == fromDefault {
		s["data"] = setting{value: defaultData(getenv)}
	}
	if s["config"].value == "" {
		s["config"] = setting{value: file.name}
	}
	return s, errors.Join(problems...)
}

// given is what one level says of an option.
type given struct {
	level            level
	value, from      string // "" when it says nothing; what says it, for people
	path, pathedFrom string // of a file that holds the value, of a secret
}

func givenFlag(o option, flags *pflag.FlagSet) given {
	value, name := flags.Lookup(o.flag()).Value.String(), "--"+o.flag()
	if o.kind == aSecret {
		return given{level: fromFlag, path: value, pathedFrom: name}
	}
	return given{level: fromFlag, value: value, from: name}
}

func givenVariable(o option, getenv func(string) string) given {
	g := given{level: fromEnvironment, value: getenv(o.env), from: o.env}
	if o.kind == aSecret {
		g.pathedFrom = o.env + ofFileEnv
		g.path = getenv(g.pathedFrom)
	}
	return g
}

// choose returns what the highest level says of the option.
func choose(o option, levels []given) (setting, error) {
	for _, g := range levels {
		if g.value != "" || g.path != "" {
			return g.setting(o)
		}
	}
	return setting{value: o.preset}, nil
}

// setting checks what a level says of an option.
func (g given) setting(o option) (setting, error) {
	if o.kind == aSecret {
		return g.secretSetting(o)
	}
	s := setting{value: g.value, level: g.level, from: g.from}
	if o.check != nil {
		if err := o.check(g.value); err != nil {
			return s, fmt.Errorf("%s: %w", g.from, err)
		}
	}
	return s, nil
}

func (g given) secretSetting(o option) (setting, error) {
	s := setting{level: g.level, from: g.from}
	text := strings.TrimSpace(g.value)
	switch {
	case g.value != "" && g.path != "":
		return s, fmt.Errorf("%s and %s are both set; keep one", g.from, g.pathedFrom)
	case g.path != "":
		var err error
		s.from = g.pathedFrom
		if text, err = readSecret(g.path); err != nil {
			return s, fmt.Errorf("%s: read %s: %w", s.from, g.path, err)
		}
	}
	err := checkSecret(text)
	if err == nil && o.check != nil {
		err = o.check(text)
	}
	if err != nil {
		return s, fmt.Errorf("%s: %w", s.from, err)
	}
	s.secret = newSecret(text)
	return s, nil
}

// config is a configuration file.
type config struct {
	name   string // "" without one
	values map[string]string
}

// readConfig reads the configuration file. Only one that was named has to be there.
func readConfig(flags *pflag.FlagSet, getenv func(string) string) (config, error) {
	name := configName
	i := slices.IndexFunc(options(), func(o option) bool { return o.name == "config" })
	o := options()[i]
	named, _ := choose(o, []given{givenFlag(o, flags), givenVariable(o, getenv)})
	if named.value != "" {
		name = named.value
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && named.value == "" {
		return config{}, nil
	}
	if err != nil {
		return config{}, fmt.Errorf("read configuration %s: %w", name, cause(err))
	}
	c := config{name: name}
	if err := yaml.Unmarshal(text, &c.values); err != nil {
		return config{}, fmt.Errorf("read configuration %s: %w; it holds lines like \"data: DIR\"", name, err)
	}
	return c, c.checkKeys()
}

// checkKeys refuses keys that no option has.
func (c config) checkKeys() error {
	var known, unknown []string
	for _, o := range options() {
		known = append(known, o.keys()...)
	}
	for key := range c.values {
		if !slices.Contains(known, key) {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	return fmt.Errorf("read configuration %s: unknown %s; it may set %s", c.name, strings.Join(unknown, ", "), strings.Join(known, ", "))
}

// given returns what the file says of an option. Paths in it are relative to its folder.
func (c config) given(o option) given {
	g := given{level: fromFile, value: c.values[o.name], from: fmt.Sprintf("%s in %s", o.name, c.name)}
	switch {
	case !o.inFile:
		return given{}
	case o.kind == aPath:
		g.value = c.path(g.value)
	case o.kind == aSecret:
		g.path = c.path(c.values[o.name+ofFile])
		g.pathedFrom = fmt.Sprintf("%s in %s", o.name+ofFile, c.name)
	}
	return g
}

func (c config) path(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.name), path)
}

// corpus returns the path of the corpus to be read into memory. A data folder that a
// higher level names comes before it.
func (s settings) corpus() (path string, ok bool) {
	c := s["corpus"]
	return c.value, c.value != "" && c.level >= s["data"].level
}

// data returns the data folder, and whether somebody named it.
func (s settings) data() (dir string, named bool) {
	d := s["data"]
	return d.value, d.level > fromDefault
}

// secrets returns all secrets that are set, to keep them out of what is printed.
func (s settings) secrets() []secret {
	var all []secret
	for _, v := range s {
		if v.secret.reveal() != "" {
			all = append(all, v.secret)
		}
	}
	return all
}
