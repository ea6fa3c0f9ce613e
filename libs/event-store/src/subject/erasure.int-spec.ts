import crypto from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { createPool, migrate, PayloadCipher } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import {
  claimShard,
  commitBatch,
  eraseSubject,
  EVENT_STORE_MIGRATIONS,
  findPayloadsWithWords,
  readPayload,
  subjectKeys,
  type NewPayload,
} from "../index.ts";

const MARKER = "zanzibarmarker";
const NOW = Date.now();
const OTHERS = Array.from({ length: 100 }, (_, n) => `other-${n}`);
const ERASED = { integration: "shop", subject: "erased" };

let server: TestPostgres;
let pool: pg.Pool;
let folder: string;

beforeAll(async () => {
  server = await startTestPostgres(true);
  await migrate(server.url, EVENT_STORE_MIGRATIONS);
  pool = createPool(server.url);
  folder = (await pool.query<{ data_directory: string }>("SHOW data_directory")).rows[0]!.data_directory;
});
afterAll(async () => {
  await pool?.end();
  await server?.stop();
});

const filesBelow = (place: string): string[] =>
  readdirSync(place, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

/** The server's files that hold some bytes. */
const holding = (bytes: Buffer): string[] =>
  filesBelow(folder).filter((file) => readFileSync(file).includes(bytes));

/** Fills files of the log and lets them go, so that old ones lie ready under new names. */
const recycleLog = async (): Promise<void> => {
  for (let n = 0; n < 4; n++) {
    await pool.query("SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000))");
    await pool.query("SELECT pg_switch_wal()");
  }
  await pool.query("CHECKPOINT");
};

it("leaves neither text nor key of an erased subject in any file of the server", async () => {
  const made = jest.spyOn(crypto, "randomBytes");
  const cipher = new PayloadCipher(["a secret of many letters"], subjectKeys(pool));
  const claim = await claimShard(pool, { pipeline: "m", topic: "t", partition: 0 }, "t1", "me");
  const seal = await cipher.sealer([ERASED]);
  const rawKey = made.mock.results.map(({ value }) => value as Buffer).find(({ length }) => length === 32)!;
  made.mockRestore();
  const sealOthers = await cipher.sealer(OTHERS.map((subject) => ({ integration: "shop", subject })));
  const payloads = ["erased", ...OTHERS].map((subject): NewPayload => {
    const place = { integration: "shop", subject };
    const text = JSON.stringify({ subject, note: `${MARKER} of ${subject}` });
    const sealed = (subject === "erased" ? seal : sealOthers)(place, text)!;
    const words = cipher.wordsOf(text);
    return { ...place, ...sealed, eventId: `e-${subject}`, occurredAtMs: NOW, part: "request", words };
  });
  await commitBatch(pool, claim, { from: 0, to: 1, events: [], deadLetters: [], payloads });
  const { wrapped } = (await subjectKeys(pool).read([ERASED]))[0]!;
  await pool.query("ANALYZE");
  await recycleLog();

  expect(rawKey).toHaveLength(32);
  expect(holding(wrapped).some((file) => file.includes("pg_wal"))).toBe(true);
  expect(holding(wrapped).some((file) => file.includes("base"))).toBe(true);
  const reader = await pool.connect();
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await reader.query("SELECT FROM payload");
  await reader.query("SET idle_in_transaction_session_timeout = 0");
  const erasing = eraseSubject(pool, { ...ERASED, by: "somebody" }, Date.now());
  expect(await erasing).toEqual({ payloads: 1 });
  await reader.query("COMMIT");
  reader.release();

  for (const secret of [Buffer.from(MARKER), rawKey, wrapped]) expect(holding(secret)).toEqual([]);
  expect(await readPayload(pool, { eventId: "e-erased", part: "request" })).toBeUndefined();
  const words = cipher.wordsToFind(MARKER);
  expect(await findPayloadsWithWords(pool, { words, limit: 1000 })).toHaveLength(OTHERS.length);
  for (const subject of OTHERS) {
    const payload = await readPayload(pool, { eventId: `e-${subject}`, part: "request" });
    expect((await cipher.open(payload!))?.text).toContain(`${MARKER} of ${subject}`);
  }
});

it("says so where the server keeps its log", async () => {
  await pool.query("ALTER SYSTEM SET wal_keep_size = '1GB'");
  await pool.query("SELECT pg_reload_conf()");
  const erased = await eraseSubject(
    pool,
    { integration: "shop", subject: "other-0", by: "somebody" },
    Date.now(),
  );
  expect(erased).toMatchObject({ payloads: 1, keptInLog: expect.stringContaining("wal_keep_size") });
});
