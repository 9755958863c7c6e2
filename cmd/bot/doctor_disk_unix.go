//go:build linux || darwin

package main

import "syscall"

// freeBytes is how much can be written to the file system of a folder.
func freeBytes(dir string) (n int64, known bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
