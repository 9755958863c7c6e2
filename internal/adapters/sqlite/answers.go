package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"briefbot/internal/briefing"
)

// record is a briefing.Record as it is stored: its hits' documents are rows of their own,
// one for several hits.
type record struct {
	briefing.Record
	Docs []int `json:"docs"` // of each hit, the number of its document
}

// Record stores an answer with its inputs. The texts of its documents must be stored
// revisions; their metadata and passages are kept as they are now.
func (s *Store) Record(ctx context.Context, r briefing.Record) error {
	stored, docs := detach(r)
	return s.change(ctx, fmt.Sprintf("record answer %q", r.Answer.AnswerID), func(ctx context.Context, tx *sql.Tx) error {
		return insertAnswer(ctx, tx, stored, docs)
	})
}

// detach takes the documents out of the record's hits and lists each once.
func detach(r briefing.Record) (record, []*briefing.Document) {
	stored := record{Record: r, Docs: []int{}}
	stored.Evidence = own(r.Evidence)
	var docs []*briefing.Document
	stored.Evidence.EachHit(func(h *briefing.Hit) {
		n := slices.Index(docs, h.Doc)
		if n < 0 {
			n = len(docs)
			docs = append(docs, h.Doc)
		}
		stored.Docs = append(stored.Docs, n)
		h.Doc = nil
	})
	return stored, docs
}

// own returns the evidence with hits of its own.
func own(e briefing.Evidence) briefing.Evidence {
	e.Hits, e.Parts = slices.Clone(e.Hits), slices.Clone(e.Parts)
	for i := range e.Parts {
		e.Parts[i] = own(e.Parts[i])
	}
	return e
}

func insertAnswer(ctx context.Context, tx *sql.Tx, r record, docs []*briefing.Document) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO answers (id, at, question, record) VALUES (?, ?, ?, ?)",
		r.Answer.AnswerID, formatTime(r.At), r.Answer.Question, string(data))
	if err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO answer_documents (answer, number, revision, article, passages)
		SELECT ?, ?, r.key, ?, ? FROM articles a JOIN revisions r ON r.article = a.key
		WHERE a.id = ? AND r.revision = ?`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for n, d := range docs {
		article, err := json.Marshal(d.Article)
		if err != nil {
			return err
		}
		done, err := insert.ExecContext(ctx, r.Answer.AnswerID, n, string(article), encodePassages(d.Passages),
			d.ID, d.Revision)
		if err != nil {
			return err
		}
		if rows, err := done.RowsAffected(); err != nil || rows == 0 {
			return errors.Join(err, fmt.Errorf("revision %s of article %q: %w", d.Revision, d.ID, briefing.ErrNotFound))
		}
	}
	return nil
}

// Answer returns the answer recorded under the id with the inputs it was made from, texts
// included, or briefing.ErrNotFound.
func (s *Store) Answer(ctx context.Context, answerID string) (briefing.Record, error) {
	r, err := s.answer(ctx, answerID)
	if err != nil {
		return briefing.Record{}, fmt.Errorf("sqlite: read answer %q in %s: %w", answerID, s.path, explain(err))
	}
	return r, nil
}

func (s *Store) answer(ctx context.Context, id string) (briefing.Record, error) {
	var data string
	err := s.reader.QueryRowContext(ctx, "SELECT record FROM answers WHERE id = ?", id).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return briefing.Record{}, briefing.ErrNotFound
	}
	if err != nil {
		return briefing.Record{}, err
	}
	var stored record
	if err := json.Unmarshal([]byte(data), &stored); err != nil {
		return briefing.Record{}, err
	}
	docs, err := s.answerDocuments(ctx, id)
	if err != nil {
		return briefing.Record{}, err
	}
	return attach(stored, docs)
}

// attach puts the documents back into the record's hits.
func attach(stored record, docs []*briefing.Document) (briefing.Record, error) {
	i, wrong := 0, -1
	stored.Evidence.EachHit(func(h *briefing.Hit) {
		if i < len(stored.Docs) {
			if n := stored.Docs[i]; n >= 0 && n < len(docs) && h.Passage >= 0 && h.Passage < len(docs[n].Passages) {
				h.Doc = docs[n]
			}
		}
		if h.Doc == nil && wrong < 0 {
			wrong = i
		}
		i++
	})
	switch {
	case i != len(stored.Docs):
		return briefing.Record{}, fmt.Errorf("%d hits with %d documents", i, len(stored.Docs))
	case wrong >= 0:
		return briefing.Record{}, fmt.Errorf("hit %d has no passage", wrong)
	}
	return stored.Record, nil
}

// answerDocuments returns the documents of an answer by number.
func (s *Store) answerDocuments(ctx context.Context, id string) (docs []*briefing.Document, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT d.article, d.passages, r.text
		FROM answer_documents d JOIN revisions r ON r.key = d.revision WHERE d.answer = ? ORDER BY d.number`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var article, passages sql.RawBytes
		d := &briefing.Document{}
		if err := rows.Scan(&article, &passages, &d.Text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(article, &d.Article); err != nil {
			return nil, err
		}
		if d.Passages, err = decodePassages(passages); err != nil {
			return nil, err
		}
		if err := check(d); err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, rows.Err()
}
