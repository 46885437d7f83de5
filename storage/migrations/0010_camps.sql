BEGIN;

-- Whose plan a resource belongs to: the weekly templates, or the camp's weeks. A pass of one plan leaves the others be.
ALTER TABLE resources ADD COLUMN plan TEXT NOT NULL DEFAULT 'weekly';

-- 0: waits for the draw of its week, and is offered nothing before; n: how many were drawn up to it. NULL: no draw.
ALTER TABLE bookings ADD COLUMN lot INTEGER CHECK (lot IS NULL OR lot >= 0);
CREATE TRIGGER bookings_wait_for_their_draw BEFORE UPDATE OF state ON bookings
WHEN OLD.lot = 0 AND NEW.state IN ('offered', 'held', 'confirmed')
BEGIN
    SELECT RAISE(ABORT, 'its week has not been drawn yet');
END;

-- Whoever takes up an offer may still have to be looked at by a person: the place is kept.
INSERT INTO legal_moves (from_state, to_state) VALUES ('offered', 'held');

-- One camp week that really takes place: `week` is its id in the home's profile. Its dates are those that families were
-- told; the profile only adds others.
CREATE TABLE camps (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    week TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last_day TEXT NOT NULL CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    opens_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    draw_at INTEGER CHECK (draw_at IS NULL OR draw_at >= closes_at),
    UNIQUE (week, first_day),
    CHECK (last_day >= first_day AND ends_at > starts_at AND closes_at > opens_at)
) STRICT;
CREATE INDEX camps_by_end ON camps (ends_at);

-- The draw of a week: a secret seed whose hash is published when the week is, before anybody has entered. The hash of
-- the list is published when the entrants are frozen.
CREATE TABLE draws (
    camp_id INTEGER PRIMARY KEY REFERENCES camps,
    seed BLOB NOT NULL,
    seed_hash TEXT NOT NULL,
    list_hash TEXT,
    frozen_at INTEGER,
    drawn_at INTEGER,
    CHECK ((list_hash IS NULL) = (frozen_at IS NULL)),
    CHECK (drawn_at IS NULL OR drawn_at >= frozen_at)
) STRICT;

-- One entrant is one registration: brothers and sisters together. The name says nothing; `place` is what was drawn.
CREATE TABLE entrants (
    entrant TEXT PRIMARY KEY,
    camp_id INTEGER NOT NULL REFERENCES draws (camp_id),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES bookings,
    place INTEGER,
    UNIQUE (camp_id, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER draws_keep_their_word BEFORE UPDATE ON draws
WHEN NEW.seed <> OLD.seed OR NEW.seed_hash <> OLD.seed_hash
    OR (OLD.list_hash IS NOT NULL AND (NEW.list_hash IS NOT OLD.list_hash OR NEW.frozen_at IS NOT OLD.frozen_at))
    OR (OLD.drawn_at IS NOT NULL AND NEW.drawn_at IS NOT OLD.drawn_at)
BEGIN
    SELECT RAISE(ABORT, 'what was published of a draw stays');
END;

CREATE TRIGGER entrants_come_before_the_end BEFORE INSERT ON entrants
WHEN (SELECT frozen_at FROM draws WHERE camp_id = NEW.camp_id) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the entrants are frozen');
END;

CREATE TRIGGER entrants_stay_once_frozen BEFORE DELETE ON entrants
WHEN (SELECT frozen_at FROM draws WHERE camp_id = OLD.camp_id) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the entrants are frozen');
END;

CREATE TRIGGER entrants_are_drawn_once BEFORE UPDATE ON entrants
WHEN NEW.entrant <> OLD.entrant OR NEW.camp_id <> OLD.camp_id OR NEW.booking_id <> OLD.booking_id
    OR OLD.place IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an entrant is drawn once');
END;

-- What a guardian told about a child for the camp: health, diet, birthday, who collects. Sealed; one a guardian, because
-- two guardians need not know of one another's words. `list` is the version of the questions.
CREATE TABLE health (
    child_id INTEGER NOT NULL REFERENCES children,
    person_id INTEGER NOT NULL REFERENCES people,
    list TEXT NOT NULL,
    details BLOB NOT NULL,
    filled_at INTEGER NOT NULL,
    valid_until TEXT NOT NULL CHECK (valid_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (child_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX health_of_person ON health (person_id);

-- "Do I want to go?", answered by the child in pictures.
CREATE TABLE wishes (
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    child_id INTEGER NOT NULL REFERENCES children,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unsure')),
    by_staff INTEGER NOT NULL CHECK (by_staff IN (0, 1)),
    at INTEGER NOT NULL,
    PRIMARY KEY (booking_id, child_id)
) STRICT, WITHOUT ROWID;

-- Which small team of the camp a child is in: an id of the home's profile.
CREATE TABLE camp_teams (
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    child_id INTEGER NOT NULL REFERENCES children,
    team TEXT NOT NULL,
    PRIMARY KEY (booking_id, child_id)
) STRICT, WITHOUT ROWID;

-- Who was handed a child at the door, or refused; `details` is sealed. `by_person` saw them.
CREATE TABLE pickups (
    id INTEGER PRIMARY KEY,
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    child_id INTEGER NOT NULL REFERENCES children,
    day TEXT NOT NULL,
    handed INTEGER NOT NULL CHECK (handed IN (0, 1)),
    details BLOB NOT NULL,
    by_person INTEGER NOT NULL REFERENCES people,
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pickups_once_a_day ON pickups (booking_id, child_id, day) WHERE handed = 1;

-- A sheet that a colleague took out: good on its own day, for whoever took it.
CREATE TABLE exports (
    ref TEXT PRIMARY KEY,
    camp_id INTEGER NOT NULL REFERENCES camps,
    sheet TEXT NOT NULL,
    form TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    lines INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX exports_of_camp ON exports (camp_id, at);

-- The one note a day to the families of a team.
CREATE TABLE notes (
    camp_id INTEGER NOT NULL REFERENCES camps,
    team TEXT NOT NULL,
    day TEXT NOT NULL,
    words BLOB NOT NULL,
    by_person INTEGER NOT NULL REFERENCES people,
    at INTEGER NOT NULL,
    PRIMARY KEY (camp_id, team, day)
) STRICT, WITHOUT ROWID;

-- What a family wrote afterwards, beside its tap.
ALTER TABLE feedback ADD COLUMN words BLOB;

COMMIT;
