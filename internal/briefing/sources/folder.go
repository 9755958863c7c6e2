package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// readFolder takes the articles of the folder when any of its files has changed since the
// last visit. Its articles are named after the source, so that those of two folders are two.
// What stands in a file is the article, to the last byte, and no quota holds for it.
func (v *visit) readFolder(ctx context.Context) (fault, err error) {
	print, fault := fingerprint(v.source.Address)
	if fault != nil || print == v.source.ETag {
		return fault, nil
	}
	var problem error
	reader := &ingest.Reader{Now: v.now, Problem: func(p ingest.Problem) { problem = cmp.Or(problem, error(p)) }}
	err = reader.Path(ctx, v.source.Address, func(d *briefing.Document) error {
		named := *d
		named.ID, named.Source = v.source.Name+"/"+d.ID, cmp.Or(d.Source, v.source.Name)
		v.docs = append(v.docs, &named)
		return v.keep(ctx, Entry{
			Key: short(d.ID), Mark: d.Revision, Article: named.ID, Seen: v.now, Changed: v.now, Bytes: entryBytes + int64(len(d.Text)),
		})
	})
	switch {
	case errors.Is(err, ingest.ErrNoArticles):
		return cmp.Or(problem, err), nil
	case err != nil:
		return nil, err
	}
	v.source.ETag = print
	return problem, nil
}

// fingerprint is a hash of the names, sizes and times of the files in a folder.
func fingerprint(folder string) (string, error) {
	h := fnv.New64a()
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && name != "." {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := d.Info(); err == nil && !d.IsDir() {
			fmt.Fprintln(h, name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read folder %s: %w; check that it is there and may be read", folder, cause(err))
	}
	return fmt.Sprintf("%x", h.Sum64()), nil
}

func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
