import pg from "pg";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import { migrate } from "./migrate.ts";
import { assertReachable, createPool } from "./pool.ts";

class CreateThing1700000000000 implements MigrationInterface {
  name = "CreateThing1700000000000";
  up = (runner: QueryRunner): Promise<void> => runner.query("CREATE TABLE thing (id int)") as Promise<void>;
  down = (): Promise<void> => Promise.resolve();
}

class FillThing1700000000001 implements MigrationInterface {
  name = "FillThing1700000000001";
  up = (runner: QueryRunner): Promise<void> => runner.query("INSERT INTO thing VALUES (1)") as Promise<void>;
  down = (): Promise<void> => Promise.resolve();
}

describe("database", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  it("runs each migration once, however many processes start at a time", async () => {
    const all = [CreateThing1700000000000, FillThing1700000000001];
    const ran = await Promise.all([1, 2, 3].map(() => migrate(server.url, all)));
    expect(ran.flat()).toEqual(["CreateThing1700000000000", "FillThing1700000000001"]);
    const pool = createPool(server.url);
    expect((await pool.query("SELECT id FROM thing")).rows).toEqual([{ id: 1 }]);
    await pool.end();
  });

  it("sets the time-outs of every connection", async () => {
    const pool = createPool(server.url, { applicationName: "monitor" });
    const setting = async (name: string) => (await pool.query(`SHOW ${name}`)).rows[0][name] as string;
    expect(await setting("idle_in_transaction_session_timeout")).toBe("5s");
    expect(await setting("statement_timeout")).toBe("30s");
    expect(await setting("lock_timeout")).toBe("10s");
    expect(await setting("tcp_keepalives_idle")).toBe("10");
    expect(await setting("application_name")).toBe("monitor");
    await pool.end();
  });

  it("says where nobody answers, without the password", async () => {
    const url = "postgres://me:secret@127.0.0.1:1/orders";
    const pool = createPool(url);
    const words = "PostgreSQL at postgres://me:***@127.0.0.1:1/orders does not answer: connect ECONNREFUSED";
    await expect(assertReachable(pool, url)).rejects.toThrow(words);
    await expect(migrate(url, [])).rejects.toThrow(words);
    await pool.end();
  });

  it("hears of a connection that breaks while idle, and replaces it", async () => {
    const errors: Error[] = [];
    const pool = createPool(server.url, { onError: (error) => errors.push(error) });
    await pool.query("SELECT 1");
    const killer = new pg.Client({ connectionString: server.url });
    await killer.connect();
    await killer.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'clausewatch'",
    );
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await killer.end();
    await pool.end();
  });
});
