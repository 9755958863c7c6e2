-- What vectors can be compared in: a model of embeddings and its dimension.
CREATE TABLE vector_spaces (
  id        INTEGER PRIMARY KEY,
  model     TEXT    NOT NULL CHECK (model <> ''),
  dimension INTEGER NOT NULL CHECK (dimension > 0),
  used      INTEGER NOT NULL, -- microseconds since 1970: when vectors were put last
  UNIQUE (model, dimension)
) STRICT;

-- The vectors of articles' first passages.
CREATE TABLE vectors (
  space   INTEGER NOT NULL REFERENCES vector_spaces (id),
  article INTEGER NOT NULL REFERENCES articles (key),
  sum     INTEGER NOT NULL, -- of the texts that they were made from
  codes   BLOB    NOT NULL, -- see package vectors
  PRIMARY KEY (space, article)
) STRICT;

CREATE INDEX vectors_articles ON vectors (article);

-- A text that is no longer an article's has no vectors.
CREATE TRIGGER articles_vectors AFTER UPDATE OF current ON articles WHEN new.current IS NOT old.current BEGIN
  DELETE FROM vectors WHERE article = new.key;
END;
