/** Gives the payloads of one day tables of their own; false where the day has rows elsewhere. */
export const CREATE_CREATE_PAYLOAD_PARTITION = `
CREATE FUNCTION create_payload_partition(day date) RETURNS boolean
  LANGUAGE plpgsql SET lock_timeout = '2s' SET timezone = 'UTC'
AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['payload', 'payload_word'] LOOP
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      name || '_' || to_char(day, 'YYYY_MM_DD'), name, day::timestamptz, (day + interval '1 day')::timestamptz);
  END LOOP;
  RETURN true;
EXCEPTION WHEN check_violation OR duplicate_table OR unique_violation OR lock_not_available THEN
  RETURN false;
END $$`;
