BEGIN;

-- Whoever is deleted is looked for wherever somebody may be named: without these, in the whole of each table.
CREATE INDEX inbox_of_address ON inbox (address_id);
CREATE INDEX jobs_of_address ON jobs (address_id);
CREATE INDEX booking_history_of_person ON booking_history (by_person) WHERE by_person IS NOT NULL;
CREATE INDEX calls_done_by ON calls (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX concerns_of_person ON concerns (person_id);
CREATE INDEX concerns_taken_by ON concerns (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX concerns_closed_by ON concerns (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX questions_asked_by ON questions (asked_by);

COMMIT;
