export const CREATE_SHARD = `
CREATE TABLE shard (
  pipeline text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  topic_id text NOT NULL,
  epoch bigint NOT NULL,
  owner text,
  next_offset bigint NOT NULL,
  watermark timestamptz,
  PRIMARY KEY (pipeline, topic, partition)
) WITH (fillfactor = 50)`;
