BEGIN;

-- What a channel that carries messages away needs to know of each: `remote` is what the channel calls it (several
-- numbers with spaces between, the one with the buttons first), `begun` that it was handed over and nobody knows yet
-- whether it arrived, `not_before` that it waits for the end of the quiet hours.
ALTER TABLE outbox ADD COLUMN remote TEXT;
ALTER TABLE outbox ADD COLUMN begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1));
ALTER TABLE outbox ADD COLUMN not_before INTEGER;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (address_id, id) WHERE state = 'waiting';
CREATE INDEX outbox_remote ON outbox (address_id, remote) WHERE remote IS NOT NULL;

COMMIT;
