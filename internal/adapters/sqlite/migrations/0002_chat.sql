-- Times are microseconds since 1970 in UTC; 0 stands for no time.

-- What people did on a chat platform. A settled event stays without its text, so that a
-- reply to an old conversation is known as one.
CREATE TABLE events (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of acceptance, none used twice
  conversation TEXT    NOT NULL,                  -- '' for none
  body         TEXT    NOT NULL,                  -- JSON of a chat.Event; '' once pruned
  at           INTEGER NOT NULL,                  -- when the person did it
  accepted     INTEGER NOT NULL,
  due          INTEGER NOT NULL DEFAULT 0,        -- not to be claimed before
  lease        INTEGER NOT NULL DEFAULT 0,        -- claimed until then; 0 when it was handed back
  attempts     INTEGER NOT NULL DEFAULT 0,
  settled      INTEGER,                           -- NULL while it is not
  -- 1 for the unsettled event that is the first of its conversation, and for each without one
  head         INTEGER NOT NULL CHECK (head = 0 OR settled IS NULL),
  answer       TEXT    REFERENCES answers (id),   -- what it was settled with
  why          TEXT    NOT NULL DEFAULT ''        -- the last reason to hand it back or to give it up
) STRICT;

CREATE INDEX events_heads ON events (id, due, lease) WHERE head = 1;
CREATE INDEX events_unsettled ON events (conversation, id) WHERE settled IS NULL;
CREATE INDEX events_conversations ON events (conversation, id) WHERE conversation <> '';
CREATE INDEX events_settled ON events (settled) WHERE body <> '';

-- The names that a platform has sent events under.
CREATE TABLE event_keys (
  key   TEXT    PRIMARY KEY NOT NULL CHECK (key <> ''),
  event INTEGER NOT NULL REFERENCES events (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_keys_events ON event_keys (event);

-- What is to be posted, and what was. A posted message stays without its body, so that
-- replies to it and messages in its thread find it.
CREATE TABLE messages (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of posting
  key          TEXT    NOT NULL UNIQUE CHECK (key <> ''),
  channel      TEXT    NOT NULL,                  -- platform:channel, the queue that it stands in
  address      TEXT    NOT NULL,                  -- JSON of a chat.Address
  conversation TEXT    NOT NULL,                  -- '' for none
  parent       TEXT    NOT NULL,                  -- key of the message whose thread it goes on in; '' for none
  body         TEXT    NOT NULL,                  -- JSON in the platform's form; '' once pruned
  created      INTEGER NOT NULL,                  -- or revived
  due          INTEGER NOT NULL DEFAULT 0,        -- not to be claimed before
  lease        INTEGER NOT NULL DEFAULT 0,        -- claimed until then; 0 when it was held back
  attempts     INTEGER NOT NULL DEFAULT 0,
  doubt        INTEGER NOT NULL DEFAULT 0,        -- how many claims may have posted it
  state        TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'posted', 'buried')),
  -- 1 for the waiting message that is the first of its channel
  head         INTEGER NOT NULL DEFAULT 0 CHECK (head = 0 OR state = 'waiting'),
  posted       TEXT    NOT NULL DEFAULT '',       -- the platform's id of it
  ended        INTEGER NOT NULL DEFAULT 0,        -- when it was posted or buried
  why          TEXT    NOT NULL DEFAULT ''        -- the last reason to hold it back or to bury it
) STRICT;

CREATE INDEX messages_heads ON messages (id, due, lease) WHERE head = 1;
CREATE INDEX messages_waiting ON messages (channel, id, created) WHERE state = 'waiting';
CREATE INDEX messages_buried ON messages (id) WHERE state = 'buried';
CREATE INDEX messages_posted ON messages (channel, posted) WHERE state = 'posted';
CREATE INDEX messages_ended ON messages (ended) WHERE state = 'posted' AND body <> '';

-- What people say of answers: the last word of each.
CREATE TABLE feedback (
  answer  TEXT    NOT NULL,
  user    TEXT    NOT NULL,
  helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
  at      INTEGER NOT NULL,
  PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;

-- The digests that rooms get every day.
CREATE TABLE subscriptions (
  id      INTEGER PRIMARY KEY AUTOINCREMENT, -- none used twice
  channel TEXT    NOT NULL,                  -- platform:channel
  thread  TEXT    NOT NULL,                  -- '' outside threads
  at      TEXT    NOT NULL,                  -- time of day: '08:00'
  zone    TEXT    NOT NULL,
  topic   TEXT    NOT NULL,                  -- '' for everything
  by      TEXT    NOT NULL,
  created INTEGER NOT NULL,
  UNIQUE (channel, thread, at, zone, topic)
) STRICT;

-- The digests that were made.
CREATE TABLE digests (
  subscription INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  date         TEXT    NOT NULL, -- local, 2006-01-31
  until        INTEGER NOT NULL, -- the news up to then were in it
  PRIMARY KEY (subscription, date)
) STRICT, WITHOUT ROWID;

-- Small notes that outlive the process.
CREATE TABLE marks (
  name  TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
