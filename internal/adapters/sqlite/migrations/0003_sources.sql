ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- BCP 47; '' when unknown
ALTER TABLE articles ADD COLUMN modified TEXT NOT NULL DEFAULT ''; -- RFC 3339 in UTC; '' when unknown
