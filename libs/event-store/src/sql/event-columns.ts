/** The columns of an event as `toStoredEvent` reads them. */
export const EVENT_COLUMNS = `
position, stream, version, event_id, type, revision, source,
(extract(epoch FROM occurred_at) * 1000)::bigint AS occurred_at_ms,
(extract(epoch FROM recorded_at) * 1000)::bigint AS recorded_at_ms,
data::text AS data, hash, previous_hash`;
