export const CREATE_OUTBOX = `
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_position bigint NOT NULL,
  channel text NOT NULL,
  deduplication_key text NOT NULL UNIQUE,
  due_at timestamptz NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  lease_owner text,
  lease_until timestamptz
);
CREATE INDEX outbox_due ON outbox (due_at)`;
