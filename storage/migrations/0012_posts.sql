BEGIN;

-- Events of a conversation off the record are not kept in the inbox: only that they were heard, for minutes, in no
-- order. Generation 0 is the newest; storage/unrecorded.py turns them over.
CREATE TABLE heard_once (
    hash BLOB PRIMARY KEY,
    generation INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What children put into the letter box. No address, no person, no clock: a random key, and a local day. `claim` is the
-- way back (a slow hash of five picture-words), `not_for` the colleagues who are spoken of and see nothing of it.
CREATE TABLE posts (
    ref TEXT PRIMARY KEY,
    claim BLOB UNIQUE,
    topic TEXT NOT NULL,
    level TEXT CHECK (level IN ('now', 'today', 'soon')),
    day TEXT NOT NULL,
    promised_day TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'reading', 'doing', 'done', 'cannot')),
    state_day TEXT NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    handler INTEGER REFERENCES people,
    not_for BLOB,
    closed_day TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX posts_open ON posts (promised_day, ref) WHERE closed_day IS NULL;

-- The lines of a post, the child's first. `content` is sealed: {"words": …} or {"cards": […]}, or what the media say.
CREATE TABLE post_lines (
    post TEXT NOT NULL REFERENCES posts,
    number INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('child', 'home')),
    kind TEXT NOT NULL CHECK (kind IN ('words', 'cards', 'voice', 'drawing')),
    content BLOB NOT NULL,
    by_role TEXT,
    day TEXT NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
    PRIMARY KEY (post, number)
) STRICT, WITHOUT ROWID;

-- Voices and drawings, apart from all others: an attachment knows who sent it.
CREATE TABLE post_media (
    ref TEXT PRIMARY KEY,
    post TEXT NOT NULL REFERENCES posts,
    media_type TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX post_media_of_post ON post_media (post);

-- Words of danger in a post: the concern leads to it, and never to whoever wrote it.
ALTER TABLE concerns ADD COLUMN post TEXT;
ALTER TABLE concerns ADD COLUMN not_for BLOB;

COMMIT;
