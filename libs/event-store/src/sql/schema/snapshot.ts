/** Bytes are kept as they come: their writer knows best whether compressing them pays. */
export const CREATE_SNAPSHOT = `
CREATE TABLE snapshot (
  pipeline text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  record_offset bigint NOT NULL,
  engine_version text NOT NULL,
  bytes bytea STORAGE EXTERNAL NOT NULL,
  checksum bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (pipeline, topic, partition, record_offset),
  FOREIGN KEY (pipeline, topic, partition) REFERENCES shard ON DELETE CASCADE
)`;
