//go:build !linux && !darwin

package main

func freeBytes(string) (n int64, known bool) { return 0, false }
