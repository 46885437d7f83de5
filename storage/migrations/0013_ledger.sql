BEGIN;

-- 你说了，我们做了: what colleagues write about what was said, promised and done. No letter leads here, and of what
-- children tap there is only how many: no address, no person, no clock. `words` is sealed: {"said", "promised", "done",
-- "why"}; `number` is the order of writing; `changed_by` the colleague who changed it last, nobody if it was a child.
CREATE TABLE ledger (
    ref TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    words BLOB NOT NULL,
    picture TEXT NOT NULL,
    role TEXT,
    by_day TEXT,
    state TEXT NOT NULL CHECK (state IN ('doing', 'done', 'cannot', 'again', 'result')),
    state_day TEXT NOT NULL,
    poll TEXT REFERENCES polls,
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    changed_by INTEGER REFERENCES people,
    same INTEGER NOT NULL DEFAULT 0,
    yes INTEGER NOT NULL DEFAULT 0,
    little INTEGER NOT NULL DEFAULT 0,
    no INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Questions to children. `words` is sealed: {"question", "answers"}; `pictures` one for each answer, with spaces between.
CREATE TABLE polls (
    ref TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    words BLOB NOT NULL,
    pictures TEXT NOT NULL,
    until_day TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'dropped')),
    version INTEGER NOT NULL DEFAULT 1,
    changed_by INTEGER REFERENCES people
) STRICT, WITHOUT ROWID;

-- How many chose each answer, and nothing else.
CREATE TABLE poll_answers (
    poll TEXT NOT NULL REFERENCES polls,
    choice INTEGER NOT NULL,
    number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (poll, choice)
) STRICT, WITHOUT ROWID;

-- Who would like to hear in the evening that there is something new. Neither since when, nor whether they ever wrote.
CREATE TABLE news (
    person_id INTEGER PRIMARY KEY REFERENCES people
) STRICT, WITHOUT ROWID;

COMMIT;
