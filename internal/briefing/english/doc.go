// Package english is what the bot knows of the English language and of news prose: words
// and their normal forms, names and roles, numbers, times, countries, near synonyms.
//
// It is rules and small tables of general knowledge. It knows nothing of any corpus and
// of no week's news. Everything in it is a pure function of its input; offsets are bytes.
package english
