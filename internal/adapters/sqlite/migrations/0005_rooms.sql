-- How rooms are answered, where somebody has said so.
CREATE TABLE rooms (
  channel TEXT PRIMARY KEY NOT NULL CHECK (channel <> ''), -- platform:channel
  mode    TEXT NOT NULL                                    -- chat.Mode
) STRICT, WITHOUT ROWID;

-- What models have used, by calendar month (UTC): briefing.Usage.
CREATE TABLE usage (
  month    TEXT    NOT NULL, -- 2006-01
  room     TEXT    NOT NULL,
  model    TEXT    NOT NULL,
  requests INTEGER NOT NULL,
  prompt   INTEGER NOT NULL, -- tokens
  output   INTEGER NOT NULL,
  PRIMARY KEY (month, room, model)
) STRICT, WITHOUT ROWID;

-- What requests that are under way may use at most.
CREATE TABLE reservations (
  id     INTEGER PRIMARY KEY AUTOINCREMENT, -- none used twice
  month  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  model  TEXT    NOT NULL,
  prompt INTEGER NOT NULL, -- tokens
  output INTEGER NOT NULL,
  until  INTEGER NOT NULL  -- microseconds since 1970: whoever has not settled it by then will not
) STRICT;
