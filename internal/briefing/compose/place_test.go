package compose_test

import "testing"

func TestPlacesDiffer(t *testing.T) {
	t.Parallel()
	const question = "Where will the wreck of the Alba be towed?"
	check(t, pair(
		"The wreck of the Alba will be towed to Orsk, the harbour office said.",
		"The wreck of the Alba will be towed to Cape Sole, its owner said.",
	), []asked{{question, []string{
		"The wreck of the Alba will be towed to Orsk, the harbour office said. [post] 1 Orsk",
		"The wreck of the Alba will be towed to Cape Sole, its owner said. [coast] 2 Cape Sole",
		"differ: place",
	}}})
	check(t, pair( // one place by two names
		"The wreck of the Alba will be towed to Orsk. The port of Cape Sole in Orsk is ready.",
		"The wreck of the Alba will be towed to Cape Sole, its owner said.",
	), []asked{{question, []string{"The wreck of the Alba will be towed to Cape Sole, its owner said. [coast]"}}})
	check(t, pair( // a town and what it lies in, which an article that names both knows
		"The wreck of the Alba will be towed to Orsk, the harbour office said. Cape Sole gets ready.",
		"The wreck of the Alba will be towed to Cape Sole, its owner said.",
	), []asked{{question, []string{
		"The wreck of the Alba will be towed to Cape Sole, its owner said. [coast]",
		"The wreck of the Alba will be towed to Orsk, the harbour office said. [post]",
	}}})
}

func TestMemberDenied(t *testing.T) {
	t.Parallel()
	check(t, pair(
		"The members of the harbour panel are the judge Ines Corral, the engineer Bela Farkas and Professor Olga Fenn.",
		"Farkas is not a member of the harbour panel, he told reporters.",
	), []asked{{"Who are the members of the harbour panel?", []string{
		"judge Ines Corral [post] 1 Corral",
		"engineer Bela Farkas [post] 1 Farkas",
		"Professor Olga Fenn [post] 1 Fenn",
		"Farkas is not a member of the harbour panel, he told reporters. [coast] 2",
		"differ: members",
	}}})
}
