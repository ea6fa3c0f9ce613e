import type { Pool, PoolClient } from "pg";

/**
 * Does some work in one transaction. Where the work rejects, nothing of it stays; a connection that broke meanwhile does
 * not return to the pool.
 */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken = false;
  const lost = () => {
    broken = true;
  };
  client.on("error", lost);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(lost);
    throw error;
  } finally {
    client.removeListener("error", lost);
    client.release(broken);
  }
};
