export const CREATE_PROJECTION = `
CREATE TABLE projection (
  name text NOT NULL,
  version integer NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (name, version)
) WITH (fillfactor = 50)`;
