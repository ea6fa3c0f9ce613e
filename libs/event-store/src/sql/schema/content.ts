/** Texts by their hash, as bytes: a document may hold U+0000. */
export const CREATE_CONTENT = `
CREATE TABLE content (
  hash text PRIMARY KEY,
  bytes bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
)`;
