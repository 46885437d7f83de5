BEGIN;

-- Photos and voice messages that came as answers, cleaned and sealed. `object` says what one belongs to, such as
-- "question REF"; NULL: it answers something in a form that was not sent yet. `person_id` is whoever sent it; NULL where
-- nobody may know.
CREATE TABLE attachments (
    ref TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'voice')),
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    person_id INTEGER REFERENCES people,
    object TEXT,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_of_object ON attachments (object) WHERE object IS NOT NULL;
CREATE INDEX attachments_of_person ON attachments (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX attachments_of_nothing ON attachments (day) WHERE object IS NULL;

COMMIT;
