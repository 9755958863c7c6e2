-- Articles, each with the sequence number of its last change. A removed one stays, without
-- a current revision, so that an index learns of its removal.
CREATE TABLE articles (
  key        INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE CHECK (id <> ''),
  seq        INTEGER NOT NULL UNIQUE,
  current    INTEGER REFERENCES revisions (key),
  title      TEXT    NOT NULL DEFAULT '',
  source     TEXT    NOT NULL DEFAULT '',
  url        TEXT    NOT NULL DEFAULT '',
  author     TEXT    NOT NULL DEFAULT '',
  published  TEXT    NOT NULL DEFAULT '', -- RFC 3339 in UTC; '' when unknown
  first_seen TEXT    NOT NULL             -- RFC 3339 in UTC
) STRICT;

-- The texts that articles have had; they are kept for the answers that quote them.
CREATE TABLE revisions (
  key        INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES articles (key),
  revision   TEXT    NOT NULL, -- 16 hexadecimal digits of the text's SHA-256
  first_seen TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  passages   BLOB    NOT NULL, -- see passages.go
  UNIQUE (article, revision)
) STRICT;

-- Answers with their inputs.
CREATE TABLE answers (
  id       TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  at       TEXT NOT NULL,
  question TEXT NOT NULL,
  record   TEXT NOT NULL -- JSON, see answers.go
) STRICT;

-- The documents that an answer was made from, as they were then.
CREATE TABLE answer_documents (
  answer   TEXT    NOT NULL REFERENCES answers (id),
  number   INTEGER NOT NULL, -- from 0
  revision INTEGER NOT NULL REFERENCES revisions (key),
  article  TEXT    NOT NULL, -- JSON
  passages BLOB    NOT NULL,
  PRIMARY KEY (answer, number)
) STRICT, WITHOUT ROWID;
