BEGIN;

-- That somebody asked to be forgotten and was, so that a restore of an older backup forgets them again. `object` says
-- whom by a name that means nothing elsewhere: the ref of a child or a person, or a visit's blind index in hex.
CREATE TABLE tombstones (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what IN ('child', 'consent', 'number', 'visit', 'staff')),
    object TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

COMMIT;
