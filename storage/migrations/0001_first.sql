BEGIN;

-- Small facts about the home's own machine: the sample clock's offset, the key's fingerprint, "last done" days.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who speaks with us. `details` is sealed: {"phone": …}.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    details BLOB,
    phone_index BLOB,
    created_day TEXT NOT NULL
) STRICT;
CREATE INDEX people_by_phone ON people (phone_index) WHERE phone_index IS NOT NULL;

-- Where they are reached. A web visit is an address; so will be a Telegram chat.
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people,
    channel TEXT NOT NULL,
    door TEXT NOT NULL CHECK (door IN ('family', 'staff')),
    sealed_id BLOB,
    blind BLOB UNIQUE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'unreachable', 'ended')),
    used_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX addresses_of_person ON addresses (person_id, used_at);

-- `details` is sealed: {"nickname": …, "age": …, "needs": […]}.
CREATE TABLE children (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    details BLOB,
    created_day TEXT NOT NULL
) STRICT;

-- A guardian is a person or an organisation: for a child in state care it is the institution.
CREATE TABLE guardianships (
    child_id INTEGER NOT NULL REFERENCES children,
    person_id INTEGER REFERENCES people,
    organisation TEXT,
    role TEXT NOT NULL,
    known_by TEXT NOT NULL CHECK (known_by IN ('stated', 'seen')),
    since_day TEXT NOT NULL,
    ended_day TEXT,
    CHECK ((person_id IS NULL) <> (organisation IS NULL))
) STRICT;
CREATE INDEX guardianships_of_person ON guardianships (person_id);
CREATE INDEX guardianships_of_child ON guardianships (child_id);

-- One row an answer; the latest of each adult and purpose counts.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people,
    child_id INTEGER REFERENCES children,
    purpose TEXT NOT NULL,
    wording TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'withdrawn')),
    channel TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_of_person ON consents (person_id, purpose, id);

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL UNIQUE REFERENCES people,
    roles TEXT NOT NULL,
    name BLOB NOT NULL,
    invited INTEGER NOT NULL DEFAULT 0 CHECK (invited IN (0, 1)),
    pin BLOB,
    pin_failures INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE invites (
    code BLOB PRIMARY KEY,
    role TEXT NOT NULL,
    name BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- A half-filled form is a row; a nested one lies on top of it.
CREATE TABLE drafts (
    address_id INTEGER NOT NULL REFERENCES addresses,
    depth INTEGER NOT NULL,
    flow TEXT NOT NULL,
    state BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (address_id, depth)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    event_id TEXT NOT NULL,
    hash BLOB NOT NULL,
    address_id INTEGER REFERENCES addresses,
    payload BLOB,
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'failed', 'aside')),
    tries INTEGER NOT NULL DEFAULT 0,
    reference TEXT,
    received_at INTEGER NOT NULL,
    retry_at INTEGER,
    UNIQUE (channel, event_id, hash)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (address_id, id) WHERE state IN ('new', 'failed');
CREATE INDEX inbox_by_time ON inbox (received_at);

-- Every screen a person was or will be shown, by a sequence number an address. `edits` replaces an earlier one.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses,
    seq INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('home', 'me')),
    edits INTEGER,
    purpose TEXT NOT NULL,
    payload BLOB,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'sent', 'seen', 'failed')),
    at INTEGER NOT NULL,
    important_until INTEGER,
    UNIQUE (address_id, seq)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';
CREATE INDEX outbox_important ON outbox (important_until) WHERE important_until IS NOT NULL;
CREATE INDEX outbox_by_time ON outbox (at);

CREATE TABLE due (
    person_id INTEGER NOT NULL REFERENCES people,
    purpose TEXT NOT NULL,
    object TEXT NOT NULL,
    at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, purpose, object, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (at);
CREATE INDEX due_of_object ON due (object);

-- What takes time beside the turns. `told`: the person was told that it takes longer and that we go on without it.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    address_id INTEGER NOT NULL REFERENCES addresses,
    payload BLOB,
    result BLOB,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0,
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_waiting ON jobs (address_id, at) WHERE state = 'waiting';

-- People whom somebody of the home should ring, because no message reached them or they asked.
CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people,
    reason TEXT NOT NULL,
    object TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    done_at INTEGER,
    done_by INTEGER REFERENCES people,
    UNIQUE (person_id, reason, object)
) STRICT;
CREATE INDEX calls_open ON calls (at) WHERE done_at IS NULL;

-- Words of danger that somebody wrote, wherever they wrote them. `words` is sealed.
CREATE TABLE concerns (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    person_id INTEGER REFERENCES people,
    level TEXT NOT NULL CHECK (level IN ('now', 'today')),
    source TEXT NOT NULL,
    words BLOB,
    matched BLOB,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'closed')),
    version INTEGER NOT NULL DEFAULT 1,
    at INTEGER NOT NULL,
    taken_by INTEGER REFERENCES people,
    taken_at INTEGER,
    closed_by INTEGER REFERENCES people,
    closed_at INTEGER,
    note BLOB
) STRICT;
CREATE INDEX concerns_open ON concerns (at) WHERE state <> 'closed';

-- What staff asked a family about a booking, and what came back.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    booking TEXT NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES people,
    asked_at INTEGER NOT NULL,
    question BLOB,
    answer BLOB,
    answered_at INTEGER
) STRICT;
CREATE INDEX questions_of_booking ON questions (booking, id);

CREATE TABLE feedback (
    booking TEXT NOT NULL,
    voice TEXT NOT NULL CHECK (voice IN ('family', 'child', 'coming')),
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (booking, voice)
) STRICT, WITHOUT ROWID;

-- Who did or read what, and why. Each row carries the hash of the one before it.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    why TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_of_object ON audit (object, id);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_pruned_behind_its_anchor BEFORE DELETE ON audit
WHEN OLD.id > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'audit anchor id'), 0) BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

COMMIT;
