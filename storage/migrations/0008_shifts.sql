BEGIN;

-- A shift is a span of its post's resource, a sign-up a booking that claims one place in it. Rules confirm a sign-up by
-- themselves, and a lapsed check sets it back to held: it waits for a person.
INSERT INTO legal_moves (from_state, to_state) VALUES ('confirmed', 'held');

-- What a sign-up has beyond its booking. `buddy` is who stays beside a newcomer; `came_at` and `left_at` are what the
-- door's code said.
CREATE TABLE signups (
    booking_id INTEGER PRIMARY KEY REFERENCES bookings ON DELETE CASCADE,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers,
    span_id INTEGER NOT NULL REFERENCES spans,
    buddy INTEGER REFERENCES volunteers,
    came_at INTEGER,
    left_at INTEGER,
    hard INTEGER NOT NULL DEFAULT 0 CHECK (hard IN (0, 1)),
    CHECK (left_at IS NULL OR came_at <= left_at),
    CHECK (buddy <> volunteer_id)
) STRICT;
CREATE INDEX signups_of_volunteer ON signups (volunteer_id);
CREATE INDEX signups_of_span ON signups (span_id);
CREATE INDEX signups_of_buddy ON signups (buddy) WHERE buddy IS NOT NULL;

-- Somebody cannot come and stays responsible until another takes over.
CREATE TABLE standins (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'kept', 'released')),
    opened_at INTEGER NOT NULL,
    wave INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX standins_one_open ON standins (booking_id) WHERE state = 'open';
CREATE INDEX standins_open ON standins (opened_at) WHERE state = 'open';

CREATE TABLE standin_asks (
    standin_id INTEGER NOT NULL REFERENCES standins ON DELETE CASCADE,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers,
    wave INTEGER NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT CHECK (answer IN ('no', 'yes')),
    PRIMARY KEY (standin_id, volunteer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX standin_asks_of_volunteer ON standin_asks (volunteer_id);

-- The second wall: nobody twice in one shift, and of one place never nobody and never two who are responsible.

CREATE TRIGGER signups_once_a_person BEFORE INSERT ON signups
WHEN EXISTS (
    SELECT 1 FROM signups AS other JOIN bookings AS b ON b.id = other.booking_id
    JOIN booking_states AS s ON s.state = b.state
    WHERE other.span_id = NEW.span_id AND other.volunteer_id = NEW.volunteer_id
        AND other.booking_id <> NEW.booking_id AND s.counts = 1)
BEGIN
    SELECT RAISE(ABORT, 'this volunteer has this shift already');
END;

CREATE TRIGGER signups_return_once BEFORE UPDATE OF state ON bookings
WHEN (SELECT counts FROM booking_states WHERE state = NEW.state) = 1
    AND (SELECT counts FROM booking_states WHERE state = OLD.state) = 0
    AND EXISTS (
        SELECT 1 FROM signups AS mine JOIN signups AS other
            ON other.span_id = mine.span_id AND other.volunteer_id = mine.volunteer_id
        JOIN bookings AS b ON b.id = other.booking_id JOIN booking_states AS s ON s.state = b.state
        WHERE mine.booking_id = NEW.id AND other.booking_id <> NEW.id AND s.counts = 1)
BEGIN
    SELECT RAISE(ABORT, 'this volunteer has this shift already');
END;

CREATE TRIGGER standins_never_two BEFORE UPDATE OF state ON bookings
WHEN NEW.service = 'shifts' AND NEW.state IN ('confirmed', 'arrived', 'completed')
    AND OLD.state NOT IN ('confirmed', 'arrived', 'completed')
    AND EXISTS (
        SELECT 1 FROM bookings AS other
        WHERE other.unit = NEW.unit AND other.id <> NEW.id AND other.state IN ('confirmed', 'arrived', 'completed')
            AND NOT EXISTS (SELECT 1 FROM standins WHERE booking_id = other.id AND state = 'open'))
BEGIN
    SELECT RAISE(ABORT, 'somebody else is responsible for this place');
END;

CREATE TRIGGER standins_never_nobody BEFORE UPDATE OF state ON bookings
WHEN NEW.service = 'shifts' AND (SELECT counts FROM booking_states WHERE state = NEW.state) = 0
    AND EXISTS (SELECT 1 FROM standins WHERE booking_id = NEW.id AND state = 'open')
    AND NOT EXISTS (
        SELECT 1 FROM bookings AS other
        WHERE other.unit = NEW.unit AND other.id <> NEW.id AND other.state IN ('confirmed', 'arrived', 'completed'))
BEGIN
    SELECT RAISE(ABORT, 'nobody has taken over yet');
END;

CREATE TRIGGER standins_end_with_one BEFORE UPDATE OF state ON standins
WHEN OLD.state <> 'open' OR (NEW.state = 'taken' AND 1 <> (
    SELECT count(*) FROM bookings AS first JOIN bookings AS b ON b.unit = first.unit
    WHERE first.id = NEW.booking_id AND b.state IN ('confirmed', 'arrived', 'completed')))
BEGIN
    SELECT RAISE(ABORT, 'a stand-in ends once, with one who is responsible');
END;

COMMIT;
