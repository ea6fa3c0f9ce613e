import pg from "pg";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createPool } from "./pool.ts";

let server: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  server = await startTestPostgres();
  pool = createPool(server.url, { max: 2 });
});
afterAll(async () => {
  await pool?.end();
  await server?.stop();
});

it("limits what every connection may hold, and how long", async () => {
  const names = [
    "idle_in_transaction_session_timeout",
    "lock_timeout",
    "statement_timeout",
    "transaction_timeout",
  ];
  const { rows } = await pool.query<{ name: string; ms: number }>(
    "SELECT name, setting::int AS ms FROM pg_settings WHERE name = ANY($1) ORDER BY name",
    [names],
  );
  expect(rows.map(({ ms }) => ms)).toEqual([5000, 10_000, 30_000, 35_000]);
});
