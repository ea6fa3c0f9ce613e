/** Gives the events of one month (its first day) a table of their own; false where the month has rows elsewhere. */
export const CREATE_CREATE_EVENT_PARTITION = `
CREATE FUNCTION create_event_partition(month date) RETURNS boolean
  LANGUAGE plpgsql SET lock_timeout = '2s' SET timezone = 'UTC'
AS $$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
    'event_' || to_char(month, 'YYYY_MM'), month::timestamptz, (month + interval '1 month')::timestamptz);
  RETURN true;
EXCEPTION WHEN check_violation OR duplicate_table OR unique_violation OR lock_not_available THEN
  RETURN false;
END $$`;
