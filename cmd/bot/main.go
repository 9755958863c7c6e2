// Command bot answers questions from a corpus of news articles, citing every sentence.
//
// It guarantees: answers and results go to standard output and nothing else does; every
// error is one line on standard error; the exit status is 0 for success (a refusal is an
// answer), 1 for a failure or any input that could not be used, 2 for wrong usage; a file
// named by --out is written whole or not at all. It decides nothing about answers: that is
// package briefing, which this package wires to its parts in wire.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run executes the command line until it is done or the process is told to stop. A second
// signal ends the process at once.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	a := &app{in: os.Stdin, out: os.Stdout, errs: os.Stderr, getenv: os.Getenv}
	return a.status(ctx, a.root().ExecuteContext(ctx))
}
