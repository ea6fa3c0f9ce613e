import { createPool, migrate } from "#platform";
import { startTestPostgres } from "../../../../test/support/postgres.ts";
import { streamContract } from "../contract/stream-contract.ts";
import { POSTGRES_STREAM_MIGRATIONS } from "./migrations.ts";
import { createPostgresStream } from "./postgres-stream.ts";

streamContract("PostgreSQL", async () => {
  const server = await startTestPostgres();
  await migrate(server.url, POSTGRES_STREAM_MIGRATIONS);
  const pool = createPool(server.url, { max: 20 });
  return {
    stream: (topic, partitions) => createPostgresStream(pool, { topic, partitions, log: () => undefined }),
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
});
