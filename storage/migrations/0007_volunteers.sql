BEGIN;

-- The states of a volunteer and the legal moves between them; storage/volunteers.py says the same, and a test compares.
CREATE TABLE volunteer_moves (
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state)
) STRICT, WITHOUT ROWID;
INSERT INTO volunteer_moves (from_state, to_state) VALUES
    ('applied', 'in_process'), ('applied', 'ended'),
    ('in_process', 'active'), ('in_process', 'ended'),
    ('active', 'paused'), ('active', 'ended'),
    ('paused', 'active'), ('paused', 'in_process'), ('paused', 'ended'),
    ('ended', 'applied');

-- Who helps. `details` is sealed; `person_id` and `details` go when a volunteer is forgotten, and the hours stay under
-- `ref` alone (志愿服务条例 art. 19: what was done is recorded truthfully). `code` is the blind index of the return code.
CREATE TABLE volunteers (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    person_id INTEGER UNIQUE REFERENCES people ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'in_process', 'active', 'paused', 'ended')),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    since INTEGER NOT NULL,
    decide_by INTEGER,
    code BLOB UNIQUE,
    details BLOB
) STRICT;
CREATE INDEX volunteers_by_state ON volunteers (state, since);

CREATE TABLE volunteer_history (
    volunteer_id INTEGER NOT NULL REFERENCES volunteers ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    by_person INTEGER REFERENCES people ON DELETE SET NULL,
    by_role TEXT NOT NULL CHECK (by_role IN ('volunteer', 'staff', 'clock')),
    reason BLOB,
    PRIMARY KEY (volunteer_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX volunteer_history_of_person ON volunteer_history (by_person) WHERE by_person IS NOT NULL;

CREATE TRIGGER volunteers_begin BEFORE INSERT ON volunteers WHEN NEW.state <> 'applied' BEGIN
    SELECT RAISE(ABORT, 'a volunteer begins by applying');
END;
CREATE TRIGGER volunteers_move_legally BEFORE UPDATE OF state ON volunteers
WHEN NOT EXISTS (SELECT 1 FROM volunteer_moves WHERE from_state = OLD.state AND to_state = NEW.state)
BEGIN
    SELECT RAISE(ABORT, 'not a legal move of state');
END;

-- What was looked at (the record check, a talk, a training, a skill): result, day and validity, never the content.
-- The latest of each kind counts.
CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers ON DELETE CASCADE,
    kind TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('asked', 'passed', 'failed')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    until TEXT CHECK (until IS NULL OR (result = 'passed' AND until >= day)),
    by_person INTEGER REFERENCES people ON DELETE SET NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX checks_of_volunteer ON checks (volunteer_id, kind, id);
CREATE INDEX checks_by_person ON checks (by_person) WHERE by_person IS NOT NULL;
CREATE TRIGGER checks_are_never_rewritten BEFORE UPDATE OF kind, result, day, until, at ON checks BEGIN
    SELECT RAISE(ABORT, 'a check is followed by another, never rewritten');
END;

-- A volunteer may be forgotten, too.
CREATE TABLE tombstones_new (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what IN ('child', 'consent', 'number', 'visit', 'staff', 'volunteer')),
    object TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
INSERT INTO tombstones_new SELECT id, ref, what, object, at FROM tombstones;
DROP TABLE tombstones;
ALTER TABLE tombstones_new RENAME TO tombstones;

COMMIT;
