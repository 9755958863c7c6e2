package english

// compoundEnd lengthens a word to the hyphenated one that a particle makes of it: one-on-one,
// face-to-face, follow-up, feel-out.
func compoundEnd(text string, end int) int {
	if end >= len(text) || text[end] != '-' {
		return end
	}
	next := end + 1
	for next < len(text) && isASCIILetter(text[next]) {
		next++
	}
	if !compoundParticles[text[end+1:next]] {
		return end
	}
	if next < len(text) && text[next] == '-' {
		last := next + 1
		for last < len(text) && isASCIILetter(text[last]) {
			last++
		}
		if last > next+1 {
			return last
		}
	}
	return next
}

var compoundParticles = set("on to by in of up down off out over back for")
