/** The statement that commits a batch, as its name stands in what goes to PostgreSQL. */
export const COMMIT = Buffer.from("commit_batch");

/** The message that ends an extended query: only then PostgreSQL commits. */
export const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

export const endsWithSync = (bytes: Buffer): boolean => bytes.subarray(-SYNC.length).equals(SYNC);
