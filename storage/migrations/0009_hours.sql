BEGIN;

-- The ledger of hours, in half hours: only ever appended to. What was wrong is countered by an entry of its own, once.
-- `reason` is a code: no free words, for nothing here can be taken back.
CREATE TABLE hours (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers,
    booking TEXT,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    halves INTEGER NOT NULL CHECK (halves <> 0),
    reason TEXT NOT NULL,
    counters INTEGER UNIQUE REFERENCES hours,
    by_ref TEXT NOT NULL,
    at INTEGER NOT NULL,
    CHECK ((counters IS NULL) = (halves > 0))
) STRICT;
CREATE INDEX hours_of_volunteer ON hours (volunteer_id, id);
CREATE UNIQUE INDEX hours_of_booking ON hours (booking) WHERE counters IS NULL AND reason = 'served';
CREATE TRIGGER hours_are_never_changed BEFORE UPDATE ON hours BEGIN
    SELECT RAISE(ABORT, 'the ledger of hours is append-only');
END;
CREATE TRIGGER hours_are_never_deleted BEFORE DELETE ON hours BEGIN
    SELECT RAISE(ABORT, 'the ledger of hours is append-only');
END;
CREATE TRIGGER hours_are_countered_exactly BEFORE INSERT ON hours
WHEN NEW.counters IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM hours WHERE id = NEW.counters AND volunteer_id = NEW.volunteer_id AND counters IS NULL
        AND halves = -NEW.halves AND day = NEW.day)
BEGIN
    SELECT RAISE(ABORT, 'a counter-entry takes back one whole entry');
END;

-- A summary of the ledger on paper, with a number that anyone may check. `halves` is what it said; valid while the
-- ledger still says the same.
CREATE TABLE summaries (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers,
    upto INTEGER NOT NULL,
    halves INTEGER NOT NULL CHECK (halves > 0),
    day TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT;
CREATE INDEX summaries_of_volunteer ON summaries (volunteer_id);

-- A group comes as named people, each a volunteer of their own. `name` is sealed, `code` the blind index of the word
-- with which others join.
CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    name BLOB,
    code BLOB UNIQUE,
    made_by INTEGER NOT NULL REFERENCES volunteers
) STRICT;
CREATE INDEX teams_made_by ON teams (made_by);
CREATE TABLE team_members (
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers,
    since INTEGER NOT NULL,
    PRIMARY KEY (team_id, volunteer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_members_of_volunteer ON team_members (volunteer_id);

COMMIT;
