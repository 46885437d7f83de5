BEGIN;

-- An answer may also be "ask me each time", with a reason that only staff read. SQLite changes no CHECK in place.
CREATE TABLE consents_new (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people,
    child_id INTEGER REFERENCES children,
    purpose TEXT NOT NULL,
    wording TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('given', 'ask', 'refused', 'withdrawn')),
    channel TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason BLOB
) STRICT;
INSERT INTO consents_new (id, person_id, child_id, purpose, wording, answer, channel, at)
    SELECT id, person_id, child_id, purpose, wording, answer, channel, at FROM consents;
DROP TABLE consents;
ALTER TABLE consents_new RENAME TO consents;
CREATE INDEX consents_of_person ON consents (person_id, purpose, id);
CREATE INDEX consents_of_child ON consents (child_id, purpose, id) WHERE child_id IS NOT NULL;

-- Two guardians disagreed, staff spoke with both: what holds, until either of them answers anew (`upto` their last row).
CREATE TABLE settlements (
    id INTEGER PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES children,
    purpose TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('given', 'ask', 'refused')),
    upto INTEGER NOT NULL,
    by_person INTEGER NOT NULL REFERENCES people,
    note BLOB,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX settlements_of_child ON settlements (child_id, purpose, id);

-- A single-use code with which a guardian lets another one speak for the same child, kept as a blind index.
CREATE TABLE guardian_codes (
    code BLOB PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES children,
    person_id INTEGER NOT NULL REFERENCES people,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_codes_of_child ON guardian_codes (child_id);

-- More can be forgotten than when tombstones began; what can be, storage/tombstones.py knows.
CREATE TABLE tombstones_new (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what <> ''),
    object TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
INSERT INTO tombstones_new (id, ref, what, object, at) SELECT id, ref, what, object, at FROM tombstones;
DROP TABLE tombstones;
ALTER TABLE tombstones_new RENAME TO tombstones;

COMMIT;
