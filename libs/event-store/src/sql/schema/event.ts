/** \`json\`, not \`jsonb\`: it keeps the text that was hashed, and takes escaped U+0000 and lone surrogates. */
export const CREATE_EVENT = `
CREATE TABLE event (
  position bigint NOT NULL,
  stream text NOT NULL,
  version bigint NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  revision text,
  source text NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  data json NOT NULL,
  hash bytea NOT NULL,
  previous_hash bytea NOT NULL,
  PRIMARY KEY (position, occurred_at),
  UNIQUE (event_id, occurred_at),
  UNIQUE (stream, version, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE event_default PARTITION OF event DEFAULT`;
