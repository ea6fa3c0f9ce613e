import type { Pool } from "pg";
import { createPool, migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { inTransaction } from "../in-transaction.ts";
import { EVENT_STORE_MIGRATIONS } from "../migrations.ts";
import { countWaiting, enqueue, leaseMessages, postponeMessage, settleMessage } from "./outbox.ts";

let postgres: TestPostgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, EVENT_STORE_MIGRATIONS);
  pool = createPool(postgres.url);
});

beforeEach(() => pool.query("DELETE FROM outbox"));

afterAll(async () => {
  await pool?.end();
  await postgres?.stop();
});

const put = (...messages: [subject: string, key: string, channel?: string][]) =>
  inTransaction(pool, (client) =>
    enqueue(
      client,
      messages.map(([subject, deduplicationKey, channel = "team"]) => ({
        channel,
        subject,
        deduplicationKey,
        payload: { text: `${deduplicationKey}\u0000` },
      })),
    ),
  );
const lease = async (limit = 10, leaseMs = 60_000) =>
  (await leaseMessages(pool, "team", "me", leaseMs, limit)).toSorted((one, other) => one.id - other.id);
const keys = (messages: readonly { deduplicationKey: string }[]) =>
  messages.map(({ deduplicationKey }) => deduplicationKey);

it("gives each message to one sender, as it was put in", async () => {
  await put(["a", "k1"], ["b", "k2"], ["c", "k3"], ["a", "k4", "other"]);
  const both = await Promise.all([lease(2), lease(2)]);
  expect(keys(both.flat()).sort()).toEqual(["k1", "k2", "k3"]);
  expect(both.flat()[0]).toMatchObject({ attempt: 1, payload: { text: "k1\u0000" } });
  expect(await lease()).toEqual([]);
  expect(await countWaiting(pool)).toEqual({ team: 3, other: 1 });
});

it("gives it again when a lease has run out, and only the last lease settles it", async () => {
  await put(["a", "k1"]);
  const [first] = await lease(1, 0);
  const [second] = await lease();
  expect([first!.attempt, second!.attempt, second!.deduplicationKey]).toEqual([1, 2, "k1"]);
  await postponeMessage(pool, first!, 0);
  expect(await lease()).toEqual([]);
  const settle = (message: { id: number; attempt: number }) =>
    inTransaction(pool, (client) => settleMessage(client, message));
  expect(await settle(first!)).toBe(false);
  expect(await settle(second!)).toBe(true);
  expect(await settle(second!)).toBe(false);
});

it("is due again after a pause", async () => {
  await put(["a", "k1"]);
  const [message] = await lease();
  await postponeMessage(pool, message!, 60_000);
  expect(await lease()).toEqual([]);
  await postponeMessage(pool, message!, 0);
  expect(keys(await lease())).toEqual(["k1"]);
});

it("replaces what waits about the same subject, but not what is being sent", async () => {
  await put(["a", "k1"], ["b", "k2"], ["a", "k3", "other"]);
  expect(keys(await put(["a", "k4"]))).toEqual(["k1"]);
  expect(keys(await lease())).toEqual(["k2", "k4"]);
  expect(await put(["a", "k5"])).toEqual([]);
  expect(await lease()).toEqual([]);
});

it("takes a key once", async () => {
  await put(["a", "k1"]);
  expect(await put(["a", "k1"])).toEqual([]);
  expect(await lease()).toHaveLength(1);
});
