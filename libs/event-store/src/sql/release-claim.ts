export const RELEASE_CLAIM = `
UPDATE shard SET owner = NULL WHERE pipeline = $1 AND topic = $2 AND partition = $3 AND epoch = $4`;
