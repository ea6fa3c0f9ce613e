/** A running hash over rows in order: each link is SHA-256 over the link before it and the row's own bytes. */
export const CREATE_HASH_CHAIN = `
CREATE FUNCTION hash_link(previous bytea, head bytea, content bytea) RETURNS bytea
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN sha256(coalesce(previous, head) || content);
CREATE AGGREGATE hash_chain(head bytea, content bytea) (sfunc = hash_link, stype = bytea)`;
