import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { chooseAccount } from "./account.ts";
import { postgresBinaries } from "./binaries.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive } from "./process-table.ts";
import { startServer } from "./server.ts";

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const serverPid = (folder: string): number =>
  Number(readFileSync(join(folder, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);

const eventually = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

describe("embedded PostgreSQL", () => {
  let folder: string;
  const start = () => startEmbeddedPostgres({ folder, durable: false });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "clausewatch-embedded-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("keeps its data over a stop, in UTF-8 and code point order", async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept AS SELECT unnest(ARRAY['z', 'Z', 'ä', '😀']) AS text");
    await first.stop();
    expect(existsSync(join(folder, "clausewatch.pid"))).toBe(false);
    const second = await start();
    try {
      expect(await query(second.url, "SELECT text FROM kept ORDER BY text")).toEqual(
        ["Z", "z", "ä", "😀"].map((text) => ({ text })),
      );
      expect(await query(second.url, "SELECT upper('ä') AS upper")).toEqual([{ upper: "Ä" }]);
    } finally {
      await second.stop();
    }
  });

  it("refuses a second start on the same folder, naming the pid", async () => {
    const first = await start();
    try {
      await expect(start()).rejects.toMatchObject({
        name: "UserError",
        message: expect.stringContaining(`pid ${process.pid}`),
      });
      expect(await query(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    } finally {
      await first.stop();
    }
  });

  it("takes over from a dead process whose server still runs", async () => {
    await (await start()).stop();
    const home = join(folder, "postgres");
    const account = chooseAccount();
    const orphan = await startServer({
      postgres: postgresBinaries().postgres,
      account,
      folder: home,
      data: join(home, "data"),
      durable: false,
      adminUrl: (port) =>
        `postgres://clausewatch:${readFileSync(join(home, "password"), "utf8")}@127.0.0.1:${port}/postgres`,
    });
    writeFileSync(join(folder, "clausewatch.pid"), `${spawnSync("true").pid}\nlong gone\n`);
    const server = await start();
    try {
      expect(isAlive(orphan.child.pid!)).toBe(false);
      expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
    }
  });

  it("starts over pid files that name some other program", async () => {
    await (await start()).stop();
    const other = spawn("sleep", ["60"]);
    writeFileSync(join(folder, "clausewatch.pid"), `${other.pid}\nanother life of this id\n`);
    writeFileSync(
      join(folder, "postgres", "data", "postmaster.pid"),
      `${other.pid}\n${folder}/postgres/data\n`,
    );
    const server = await start();
    try {
      expect(isAlive(other.pid!)).toBe(true);
      expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
      other.kill();
    }
  });

  it("starts again, on the same port, a server that was killed", async () => {
    const server = await start();
    try {
      const killed = serverPid(folder);
      process.kill(killed, "SIGKILL");
      await eventually(async () => {
        if (serverPid(folder) === killed) throw new Error("still the old one");
        await query(server.url, "SELECT 1");
      });
    } finally {
      await server.stop();
    }
  });

  it("makes the cluster anew when its making was interrupted", async () => {
    await (await start()).stop();
    rmSync(join(folder, "postgres", "data", "PG_VERSION"));
    const server = await start();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it("says what is wrong with a cluster that does not start", async () => {
    await (await start()).stop();
    writeFileSync(join(folder, "postgres", "data", "PG_VERSION"), "9.6\n");
    await expect(start()).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("incompatible"),
    });
    expect(existsSync(join(folder, "clausewatch.pid"))).toBe(false);
  });
});
