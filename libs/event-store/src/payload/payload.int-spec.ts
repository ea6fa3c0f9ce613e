import type pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  appendToStream,
  dropExpiredEvents,
  dropExpiredPayloads,
  eraseSubject,
  EVENT_STORE_MIGRATIONS,
  findPayloadsWithWords,
  holdSubject,
  readPayload,
  readStream,
  readSubject,
  readSubjectPayloads,
  releaseSubject,
  SubjectHeld,
  subjectKeys,
  subjectStream,
} from "../index.ts";
import { PayloadsUnderTest } from "./payload.fixture.ts";

const DAY_MS = 86_400_000;
const NOW = Date.now();
const OLD = NOW - 35 * DAY_MS;
const ANCIENT = NOW - 400 * DAY_MS;

let server: TestPostgres;
let pool: pg.Pool;
let shop: PayloadsUnderTest;

beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  const url = await server.createDatabase();
  await migrate(url, EVENT_STORE_MIGRATIONS);
  pool = createPool(url);
  shop = new PayloadsUnderTest(pool);
  await shop.subject("one");
  await shop.subject("two");
});
afterEach(() => pool.end());

const kept = async () =>
  (await pool.query("SELECT event_id FROM payload ORDER BY 1")).rows.map((row) => row.event_id);
const wordRows = async () => (await pool.query("SELECT FROM payload_word")).rowCount;
const command = (subject: string) => ({ integration: "shop", subject, by: "somebody", reason: "asked for" });
const find = async (words: bigint[][], limit = 10, more: object = {}) =>
  (await findPayloadsWithWords(pool, { words, limit, ...more })).map(({ eventId }) => eventId);

it("keeps payloads with their batch, once, and gives them back", async () => {
  const one = shop.payload("one", "e1", NOW, [-5n, 9_000_000_000_000_000_001n]);
  expect(await shop.commit(one, { ...one, part: "response", bytes: Buffer.from("answer") }, one)).toBe(
    "committed",
  );
  expect(await readPayload(pool, { eventId: "e1", part: "response" })).toEqual({
    eventId: "e1",
    part: "response",
    integration: "shop",
    subject: "one",
    occurredAtMs: NOW,
    bytes: Buffer.from("answer"),
  });
  expect(await readPayload(pool, { eventId: "e2", part: "request" })).toBeUndefined();
  const all = await readSubjectPayloads(pool, command("one"), undefined, 10);
  expect(all.map(({ part }) => part)).toEqual(["request", "response"]);
  expect(await readSubjectPayloads(pool, command("one"), all[0], 10)).toEqual([all[1]]);
});

it("refuses the whole batch where a key is no longer the subject's", async () => {
  const good = shop.payload("two", "e2", NOW);
  expect(await shop.commit({ ...shop.payload("one", "e1", NOW), keyId: good.keyId }, good)).toBe("keys-gone");
  expect(await kept()).toEqual([]);
  expect(await shop.commit(good)).toBe("committed");
});

it("of two offers of a key one counts", async () => {
  const subject = { integration: "shop", subject: "three" };
  const offers = ["a", "b"].map((wrapped) => ({
    ...subject,
    keyId: "00000000-0000-4000-8000-00000000000" + (wrapped === "a" ? "1" : "2"),
    wrapped: Buffer.from(wrapped),
  }));
  const [first, second] = await Promise.all(offers.map((offer) => subjectKeys(pool).create([offer])));
  expect(first).toEqual(second);
  expect(await subjectKeys(pool).read([subject, { ...subject, subject: "none" }])).toEqual(first);
});

it("finds attempts by words, newest first, over days and odd times, page by page", async () => {
  await shop.commit(
    shop.payload("one", "new", NOW, [1n, 2n]),
    shop.payload("one", "same-time", NOW, [1n]),
    shop.payload("two", "old", OLD, [1n, 2n, 3n]),
    shop.payload("two", "ancient", ANCIENT, [1n]),
  );
  expect(await find([[1n]])).toEqual(["same-time", "new", "old", "ancient"]);
  expect(await find([[1n], [2n]])).toEqual(["new", "old"]);
  expect(await find([[1n], [8n, 3n]])).toEqual(["old"]);
  expect(await find([[7n]])).toEqual([]);
  expect(await find([])).toEqual([]);
  expect(await find([[1n]], 10, { integration: "other" })).toEqual([]);
  expect(await find([[1n]], 10, { integration: "shop", fromMs: OLD })).toEqual(["same-time", "new", "old"]);
  const paged: string[] = [];
  for (let before; ;) {
    const [next] = await findPayloadsWithWords(pool, { words: [[1n]], limit: 1, before });
    if (!next) break;
    paged.push(next.eventId);
    before = next;
  }
  expect(paged).toEqual(["same-time", "new", "old", "ancient"]);
});

it("drops days that are over, but for what is held", async () => {
  await shop.commit(
    shop.payload("one", "held-old", OLD, [1n]),
    shop.payload("one", "held-ancient", ANCIENT, [1n]),
    shop.payload("two", "old", OLD, [1n]),
    shop.payload("two", "ancient", ANCIENT, [1n]),
    shop.payload("two", "new", NOW, [1n]),
  );
  expect(await holdSubject(pool, command("one"), NOW)).toBe(true);
  expect(await dropExpiredPayloads(pool, NOW - 30 * DAY_MS)).toBe(2);
  expect(await kept()).toEqual(["held-ancient", "held-old", "new"]);
  expect(await find([[1n]])).toEqual(["new", "held-old", "held-ancient"]);
  expect(await dropExpiredPayloads(pool, NOW - 30 * DAY_MS)).toBe(0);
  await shop.commit(shop.payload("two", "late", OLD));
  expect(await releaseSubject(pool, command("one"), NOW)).toBe(true);
  expect(await dropExpiredPayloads(pool, NOW - 30 * DAY_MS)).toBe(3);
  expect(await kept()).toEqual(["new"]);
  expect(await wordRows()).toBe(1);
});

it("erases a subject, and does not keep what occurred before", async () => {
  await shop.commit(shop.payload("one", "e1", NOW, [1n]), shop.payload("two", "e2", NOW, [1n]));
  expect(await eraseSubject(pool, command("one"), NOW)).toEqual({ payloads: 1 });
  expect(await kept()).toEqual(["e2"]);
  expect(await find([[1n]])).toEqual(["e2"]);
  expect(await readSubject(pool, command("one"))).toMatchObject({ payloads: 0 });
  expect((await readStream(pool, subjectStream(command("one")))).map(({ data }) => data)).toEqual([
    { type: "SubjectErased", ...command("one"), payloads: 1 },
  ]);
  expect(await shop.commit(shop.payload("one", "e3", NOW))).toBe("keys-gone");
  await shop.subject("one");
  expect(
    await shop.commit(shop.payload("one", "late", NOW), shop.payload("one", "later", Date.now() + 1000)),
  ).toBe("committed");
  expect(await kept()).toEqual(["e2", "later"]);
});

it("erases nothing that is held or was never kept, and tells of what it did only", async () => {
  await shop.commit(shop.payload("one", "e1", NOW));
  await holdSubject(pool, command("one"), NOW);
  expect(await holdSubject(pool, command("one"), NOW)).toBe(false);
  await expect(eraseSubject(pool, command("one"), NOW)).rejects.toThrow(SubjectHeld);
  expect(await readSubject(pool, command("one"))).toMatchObject({
    payloads: 1,
    heldAtMs: expect.any(Number),
  });
  expect(await eraseSubject(pool, command("unknown"), NOW)).toBeUndefined();
  expect(await releaseSubject(pool, command("unknown"), NOW)).toBe(false);
  expect(await readSubject(pool, command("unknown"))).toBeUndefined();
  await releaseSubject(pool, command("one"), NOW);
  expect(await eraseSubject(pool, command("one"), NOW)).toEqual({ payloads: 1 });
  const types = (await readStream(pool, subjectStream(command("one")))).map(({ type }) => type);
  expect(types).toEqual(["SubjectHeld", "SubjectReleased", "SubjectErased"]);
});

it("keeps the events of a subject that is held", async () => {
  const attempted = (subject: string, eventId: string) =>
    appendToStream(
      pool,
      `delivery-${subject}`,
      [{ eventId, type: "Attempted", source: "shop", occurredAtMs: ANCIENT, data: {} }],
      "any",
    );
  await attempted("one", "e1");
  await attempted("two", "e2");
  await shop.commit(shop.payload("one", "e1", ANCIENT), shop.payload("two", "e2", ANCIENT));
  await holdSubject(pool, command("one"), NOW);
  const expiry = { keptPrefixes: [], endings: [{ type: "Attempted", holding: "" }] };
  expect(await dropExpiredEvents(pool, OLD, expiry, NOW)).toBe(1);
  expect(await readStream(pool, "delivery-one")).toHaveLength(1);
});

it("can hold a subject that nothing is kept of yet", async () => {
  await holdSubject(pool, command("later"), NOW);
  await shop.subject("later");
  await shop.commit(shop.payload("later", "e1", OLD));
  expect(await dropExpiredPayloads(pool, NOW)).toBe(0);
});
