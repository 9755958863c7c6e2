package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"briefbot/internal/briefing"
)

// price is what a million tokens of a model cost, in whatever money.
type price struct{ prompt, output float64 }

// parsePrices reads prices by model: "gpt-4o-mini=0.15/0.60, text-embedding-3-small=0.02".
func parsePrices(text string) (map[string]price, error) {
	all := map[string]price{}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		at := strings.LastIndexByte(part, '=')
		prompt, output, both := strings.Cut(part[at+1:], "/")
		if !both {
			output = "0" // a model that writes nothing
		}
		p, ok := amount(prompt)
		o, alsoOK := amount(output)
		if at < 1 || !ok || !alsoOK {
			return nil, fmt.Errorf("%q is no price of a model; write it as gpt-4o-mini=0.15/0.60, what a million tokens read and written cost", part)
		}
		all[strings.TrimSpace(part[:at])] = price{p, o}
	}
	return all, nil
}

func amount(text string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return n, err == nil && n >= 0 && !math.IsInf(n, 0)
}

func checkPrices(text string) error {
	_, err := parsePrices(text)
	return err
}

// prices are what a million tokens cost, by model.
func (s settings) prices() map[string]price {
	if s["openai-prices"].value == "" {
		return nil
	}
	all, _ := parsePrices(s["openai-prices"].value) // it was checked
	return all
}

// of is what tokens cost.
func (p price) of(t briefing.Tokens) float64 {
	return (float64(t.Prompt)*p.prompt + float64(t.Output)*p.output) / 1e6
}
