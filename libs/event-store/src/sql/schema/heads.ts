/** One row of `store_head` hands out positions; the chain starts from 32 zero bytes. */
export const CREATE_HEADS = `
CREATE TABLE stream_head (
  stream text PRIMARY KEY,
  version bigint NOT NULL
) WITH (fillfactor = 80);
CREATE TABLE store_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  position bigint NOT NULL,
  hash bytea NOT NULL
) WITH (fillfactor = 10);
INSERT INTO store_head (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'))`;
