package briefing

import "errors"

// ErrNotFound says that a store does not hold what was asked for by name.
var ErrNotFound = errors.New("not found")
