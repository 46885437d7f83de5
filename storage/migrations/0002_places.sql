BEGIN;

-- What is scarce: a room, a bed, a carer, a therapist. `key` is its name in the home's profile.
CREATE TABLE resources (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    capacity INTEGER NOT NULL CHECK (capacity >= 0)
) STRICT;

-- How much of it there is, half-open in time. `day` is the local date it starts on; an edited span is the staff's own
-- and generation leaves it alone.
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL REFERENCES resources,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    capacity INTEGER NOT NULL CHECK (capacity >= 0),
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
    closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    UNIQUE (resource_id, day, starts_at),
    CHECK (ends_at > starts_at)
) STRICT;
-- By the end, because what is asked for lies ahead: the years behind are never walked through.
CREATE INDEX spans_by_end ON spans (resource_id, ends_at);

-- The states, and whether a booking in that state takes up its places. storage/moves.py says the same; a test compares.
CREATE TABLE booking_states (
    state TEXT PRIMARY KEY,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO booking_states (state, counts) VALUES
    ('held', 1), ('waitlisted', 0), ('offered', 1), ('confirmed', 1), ('arrived', 1), ('unresolved', 1),
    ('completed', 1), ('declined', 0), ('cancelled', 0), ('late_cancel', 0), ('no_show', 0), ('lapsed', 0);

CREATE TABLE legal_moves (
    from_state TEXT NOT NULL REFERENCES booking_states,
    to_state TEXT NOT NULL REFERENCES booking_states,
    PRIMARY KEY (from_state, to_state)
) STRICT, WITHOUT ROWID;
INSERT INTO legal_moves (from_state, to_state) VALUES
    ('held', 'confirmed'), ('held', 'declined'), ('held', 'cancelled'), ('held', 'waitlisted'), ('held', 'unresolved'),
    ('waitlisted', 'offered'), ('waitlisted', 'declined'), ('waitlisted', 'cancelled'), ('waitlisted', 'lapsed'),
    ('offered', 'confirmed'), ('offered', 'lapsed'), ('offered', 'cancelled'),
    ('confirmed', 'arrived'), ('confirmed', 'cancelled'), ('confirmed', 'late_cancel'), ('confirmed', 'no_show'),
    ('confirmed', 'completed'), ('confirmed', 'unresolved'),
    ('arrived', 'completed'), ('arrived', 'unresolved'),
    ('unresolved', 'completed'), ('unresolved', 'no_show'), ('unresolved', 'late_cancel'), ('unresolved', 'cancelled'),
    ('unresolved', 'declined'), ('unresolved', 'arrived'),
    ('no_show', 'unresolved'), ('completed', 'unresolved');

-- `unit` is the first booking of a chain of moves: those of one unit share a place. `call` is set when a freed place
-- came too late for an offer: staff ring ('open') or have let it go ('released'). `code` is the blind index of the
-- return code; `details` is sealed.
CREATE TABLE bookings (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    ref TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    person_id INTEGER REFERENCES people ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'waitlisted', 'offered', 'confirmed', 'arrived', 'unresolved',
        'completed', 'declined', 'cancelled', 'late_cancel', 'no_show', 'lapsed')),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    priority INTEGER NOT NULL DEFAULT 0,
    asked_at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    replaces INTEGER REFERENCES bookings ON DELETE SET NULL,
    unit INTEGER NOT NULL,
    decide_by INTEGER,
    offer_until INTEGER CHECK (offer_until IS NULL OR state = 'offered'),
    call TEXT CHECK (call IS NULL OR (call IN ('open', 'released') AND state = 'waitlisted')),
    code BLOB UNIQUE,
    urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
    details BLOB NOT NULL,
    CHECK (ends_at >= starts_at),
    CHECK (replaces <> id)
) STRICT;
CREATE INDEX bookings_of_person ON bookings (person_id, starts_at);
CREATE INDEX bookings_by_state ON bookings (state, starts_at);
CREATE INDEX bookings_of_unit ON bookings (unit);
CREATE INDEX bookings_called ON bookings (id) WHERE call = 'open';
-- One open wish to move at a time; two would share one place.
CREATE UNIQUE INDEX bookings_one_move ON bookings (replaces)
    WHERE state IN ('held', 'waitlisted', 'offered', 'confirmed', 'arrived', 'unresolved', 'completed');

CREATE TABLE booking_children (
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    child_id INTEGER NOT NULL REFERENCES children ON DELETE CASCADE,
    PRIMARY KEY (booking_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_children_of_child ON booking_children (child_id);

CREATE TABLE claims (
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    span_id INTEGER NOT NULL REFERENCES spans,
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit INTEGER NOT NULL,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    PRIMARY KEY (booking_id, span_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_of_span ON claims (span_id, unit, counts, amount);

CREATE TABLE booking_history (
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    by_person INTEGER REFERENCES people ON DELETE SET NULL,
    by_role TEXT NOT NULL CHECK (by_role IN ('family', 'staff', 'clock')),
    reason BLOB,
    PRIMARY KEY (booking_id, version)
) STRICT, WITHOUT ROWID;

-- The second wall. ABORT only: ROLLBACK would take the other turns of the batch with it.

CREATE TRIGGER bookings_begin AFTER INSERT ON bookings
WHEN NEW.state NOT IN ('held', 'waitlisted')
    OR (NEW.unit <> NEW.id AND NEW.unit IS NOT (SELECT unit FROM bookings WHERE id = NEW.replaces))
BEGIN
    SELECT RAISE(ABORT, 'a booking begins held or waitlisted, as its own unit or that of the one it replaces');
END;

CREATE TRIGGER bookings_move_legally BEFORE UPDATE OF state ON bookings
WHEN NOT EXISTS (SELECT 1 FROM legal_moves WHERE from_state = OLD.state AND to_state = NEW.state)
BEGIN
    SELECT RAISE(ABORT, 'not a legal move of state');
END;

-- A no-show put right must not come back beside the booking that took over its place, or is about to.
CREATE TRIGGER bookings_return_alone BEFORE UPDATE OF state ON bookings
WHEN OLD.state = 'no_show' AND EXISTS (
    SELECT 1 FROM bookings AS other JOIN booking_states AS theirs ON theirs.state = other.state
    WHERE other.unit = NEW.unit AND other.id <> NEW.id AND (theirs.counts = 1 OR other.state = 'waitlisted'))
BEGIN
    SELECT RAISE(ABORT, 'another booking of this unit has its place');
END;

CREATE TRIGGER bookings_keep_their_unit BEFORE UPDATE OF unit, replaces ON bookings
WHEN NEW.unit <> OLD.unit OR (NEW.replaces IS NOT NULL AND NEW.replaces IS NOT OLD.replaces)
BEGIN
    SELECT RAISE(ABORT, 'a booking keeps its unit');
END;

CREATE TRIGGER bookings_carry_claims AFTER UPDATE OF state ON bookings
BEGIN
    UPDATE claims SET counts = (SELECT counts FROM booking_states WHERE state = NEW.state)
    WHERE booking_id = NEW.id AND counts <> (SELECT counts FROM booking_states WHERE state = NEW.state);
END;

CREATE TRIGGER claims_follow_on_insert BEFORE INSERT ON claims
WHEN NOT EXISTS (
    SELECT 1 FROM bookings AS b JOIN booking_states AS s ON s.state = b.state
    WHERE b.id = NEW.booking_id AND b.unit = NEW.unit AND s.counts = NEW.counts)
BEGIN
    SELECT RAISE(ABORT, 'a claim follows its booking');
END;

CREATE TRIGGER claims_follow_on_update BEFORE UPDATE ON claims
WHEN NOT EXISTS (
    SELECT 1 FROM bookings AS b JOIN booking_states AS s ON s.state = b.state
    WHERE b.id = NEW.booking_id AND b.unit = NEW.unit AND s.counts = NEW.counts)
BEGIN
    SELECT RAISE(ABORT, 'a claim follows its booking');
END;

CREATE TRIGGER claims_fit_on_insert AFTER INSERT ON claims
WHEN NEW.counts = 1
BEGIN
    SELECT RAISE(ABORT, 'the span is full or closed') FROM spans
    WHERE id = NEW.span_id AND (closed = 1 OR capacity < (
        SELECT sum(most) FROM (
            SELECT max(amount) AS most FROM claims WHERE span_id = NEW.span_id AND counts = 1 GROUP BY unit)));
END;

CREATE TRIGGER claims_fit_on_update AFTER UPDATE ON claims
WHEN NEW.counts = 1 AND (OLD.counts = 0 OR NEW.amount > OLD.amount OR NEW.span_id <> OLD.span_id)
BEGIN
    SELECT RAISE(ABORT, 'the span is full or closed') FROM spans
    WHERE id = NEW.span_id AND (closed = 1 OR capacity < (
        SELECT sum(most) FROM (
            SELECT max(amount) AS most FROM claims WHERE span_id = NEW.span_id AND counts = 1 GROUP BY unit)));
END;

COMMIT;
