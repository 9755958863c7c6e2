ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- BCP 47; '' when unknown
ALTER TABLE articles ADD COLUMN modified TEXT NOT NULL DEFAULT ''; -- RFC 3339 in UTC; '' when unknown

-- What the bot follows. Times are microseconds since 1970 in UTC, 0 for no time; spans of time
-- microseconds.
CREATE TABLE sources (
  id            INTEGER PRIMARY KEY AUTOINCREMENT, -- none used twice
  name          TEXT    NOT NULL UNIQUE CHECK (name <> ''),
  address       TEXT    NOT NULL UNIQUE CHECK (address <> ''),
  tags          TEXT    NOT NULL DEFAULT '',       -- one a line
  every         INTEGER NOT NULL,
  quota         INTEGER NOT NULL,                  -- bytes
  by            TEXT    NOT NULL,
  added         INTEGER NOT NULL,
  paused        INTEGER NOT NULL DEFAULT 0,
  -- what the visits have found: sources.State
  feed          TEXT    NOT NULL DEFAULT '',
  etag          TEXT    NOT NULL DEFAULT '',
  last_modified TEXT    NOT NULL DEFAULT '',
  due           INTEGER NOT NULL DEFAULT 0,
  interval      INTEGER NOT NULL DEFAULT 0,
  visited       INTEGER NOT NULL DEFAULT 0,
  fetched       INTEGER NOT NULL DEFAULT 0,
  news          INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,
  fault         TEXT    NOT NULL DEFAULT '',
  fault_since   INTEGER NOT NULL DEFAULT 0,
  ended         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The entries of sources, and the articles that came of them: sources.Entry.
CREATE TABLE entries (
  source        INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  key           TEXT    NOT NULL,
  mark          TEXT    NOT NULL,
  article       TEXT    NOT NULL,                  -- its id; '' for none
  page          TEXT    NOT NULL,
  etag          TEXT    NOT NULL,
  last_modified TEXT    NOT NULL,
  due           INTEGER NOT NULL,
  tries         INTEGER NOT NULL,
  fault         TEXT    NOT NULL,
  changed       INTEGER NOT NULL,
  seen          INTEGER NOT NULL,
  bytes         INTEGER NOT NULL,
  said          TEXT    NOT NULL,                  -- JSON of a sources.Said
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_due ON entries (source, due) WHERE due > 0;
CREATE INDEX entries_articles ON entries (article, source) WHERE article <> '';
