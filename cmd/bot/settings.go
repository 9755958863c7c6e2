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

type setting struct {
	value string // "" when nothing sets it
	level level
}

// settings holds the value of every option by its name.
type settings map[string]setting

const configName = "briefbot.yaml"

// resolve finds the value of every option: flags before environment before file before
// default. It reports all problems at once.
func resolve(flags *pflag.FlagSet, getenv func(string) string) (settings, error) {
	s := settings{"data": {value: defaultData(getenv)}}
	var problems []error
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" {
			problems = append(problems, usageError{fmt.Errorf("--%s needs a value", f.Name)})
		}
	})
	for _, o := range options() {
		flag := flags.Lookup(o.name)
		switch env := getenv(o.env); {
		case flag.Changed:
			s[o.name] = setting{flag.Value.String(), fromFlag}
		case env != "":
			s[o.name] = setting{env, fromEnvironment}
		}
	}
	if err := s.readFile(); err != nil {
		problems = append(problems, err)
	}
	return s, errors.Join(problems...)
}

// readFile takes the settings of the configuration file that no higher level sets. Paths
// in it are relative to its folder. Only a file that was named has to be there.
func (s settings) readFile() error {
	name := configName
	config, named := s["config"]
	if named {
		name = config.value
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read configuration %s: %w", name, cause(err))
	}
	var values map[string]string
	if err := yaml.Unmarshal(text, &values); err != nil {
		return fmt.Errorf("read configuration %s: %w; it holds lines like \"data: DIR\"", name, err)
	}
	return s.take(name, values)
}

// take sets what the file named name says and no higher level does.
func (s settings) take(name string, values map[string]string) error {
	var known, unknown []string
	for _, o := range options() {
		if !o.inFile {
			continue
		}
		known = append(known, o.name)
		if value := values[o.name]; value != "" && s[o.name].level < fromFile {
			if !filepath.IsAbs(value) {
				value = filepath.Join(filepath.Dir(name), value)
			}
			s[o.name] = setting{value, fromFile}
		}
	}
	for key := range values {
		if !slices.Contains(known, key) {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	return fmt.Errorf("read configuration %s: unknown %s; it may set %s", name, strings.Join(unknown, ", "), strings.Join(known, ", "))
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
