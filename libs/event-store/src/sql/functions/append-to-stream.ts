/** Appends where the stream stands at the version expected (null: anywhere), or where all of it is stored already. */
export const CREATE_APPEND_TO_STREAM = `
CREATE FUNCTION append_to_stream(
  of_stream text, expected bigint, new_events json, OUT appended boolean, OUT at_version bigint
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM store_head FOR UPDATE;
  at_version := coalesce((SELECT version FROM stream_head WHERE stream = of_stream), 0);
  appended := expected IS NULL OR expected = at_version OR NOT EXISTS (
    SELECT FROM json_to_recordset(new_events) AS i(event_id text, occurred_at_ms bigint)
    WHERE NOT EXISTS (
      SELECT FROM event e
      WHERE e.event_id = i.event_id AND e.occurred_at = to_timestamp(i.occurred_at_ms / 1000.0)));
  IF appended THEN
    PERFORM append_events(new_events);
    at_version := coalesce((SELECT version FROM stream_head WHERE stream = of_stream), 0);
  END IF;
END $$`;
