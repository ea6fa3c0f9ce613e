/** The outbox holds whole messages: what is about the same subject replaces what has not gone yet. */
export const REPLACE_OUTBOX = `
DROP TABLE outbox;
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel text NOT NULL,
  subject text NOT NULL,
  deduplication_key text NOT NULL UNIQUE,
  payload json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempt integer NOT NULL DEFAULT 0,
  lease_owner text,
  lease_until timestamptz
) WITH (fillfactor = 70);
CREATE INDEX outbox_due ON outbox (channel, due_at);
CREATE INDEX outbox_subject ON outbox (channel, subject)`;
