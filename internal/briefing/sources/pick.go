package sources

import (
	"slices"
	"strconv"
	"strings"
)

// Pick finds the source that a person means: by its number, else by its name, its address, or
// its name in other letters of case. A source cannot take the number of another by its name.
func Pick(all []Source, said string) (s Source, ok bool) {
	said = strings.TrimSpace(said)
	id, err := strconv.ParseInt(said, 10, 64)
	checked, wrong := Source{Address: said}.Check()
	for _, means := range []func(s Source) bool{
		func(s Source) bool { return err == nil && s.ID == id },
		func(s Source) bool { return s.Name == said },
		func(s Source) bool { return wrong == nil && s.Address == checked.Address },
		func(s Source) bool { return strings.EqualFold(s.Name, said) },
	} {
		if at := slices.IndexFunc(all, means); at >= 0 {
			return all[at], true
		}
	}
	return Source{}, false
}
