-- Of which article an article is a copy; NULL for an original. An original is no copy itself.
ALTER TABLE articles ADD COLUMN origin INTEGER REFERENCES articles (key);
ALTER TABLE articles ADD COLUMN copy_of TEXT NOT NULL DEFAULT ''; -- the id of the article that its page names as its own original
ALTER TABLE articles ADD COLUMN sketch TEXT;                      -- JSON, see origins.go; NULL until it is put the next time

CREATE INDEX articles_copies ON articles (origin) WHERE origin IS NOT NULL;

-- The hashes of articles' sketches, each with the first few articles that have it.
CREATE TABLE sketches (
  hash    INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (key),
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;
