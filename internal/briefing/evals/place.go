package evals

// Place is among how many of the first hits of a search something is.
type Place string

// The places, best first.
const (
	First      Place = "first"
	FirstFour  Place = "first 4"
	FirstTen   Place = "first 10"
	NotInFirst Place = "not found" // among the first ten
)

// placeOf is the place of a rank from 1.
func placeOf(rank int) Place {
	switch {
	case rank <= 1:
		return First
	case rank <= 4:
		return FirstFour
	case rank <= rankDepth:
		return FirstTen
	}
	return NotInFirst
}

// Share is how many of several things were found.
type Share string

// The shares, best first.
const (
	All  Share = "all"
	Some Share = "some"
	None Share = "none"
)

// shareOf is the share that n of all are.
func shareOf(n, all int) Share {
	switch n {
	case all:
		return All
	case 0:
		return None
	}
	return Some
}

// Places are what a search found of what one query asks for, "" where it asks for none.
type Places struct {
	Article Place
	Passage Place
	Facts   Share
}
