import type pg from "pg";
import { Registry } from "prom-client";
import { EVENT_AS_OBJECT, subjectOf } from "#delivery";
import {
  eraseSubject,
  EVENT_STORE_MIGRATIONS,
  findPayloadsWithWords,
  readPayload,
  subjectKeys,
  type PayloadPart,
} from "#event-store";
import { createPool, migrate, PayloadCipher } from "#platform";
import { createPostgresStream, POSTGRES_STREAM_MIGRATIONS, type ObservationStream } from "#stream";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { until } from "../../../../test/support/until.ts";
import { startMonitor, type Monitor } from "../monitor.ts";
import { redactor } from "../testing/session-harness.ts";
import { shopSpecification } from "../testing/shop.ts";

const shop = shopSpecification();
const NOW = Date.now();
const SECRETS = ["the newer of two secrets", "the older of two secrets"];
const logged: string[] = [];

let postgres: TestPostgres;
let pool: pg.Pool;
let stream: ObservationStream;
let monitor: Monitor | undefined;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...POSTGRES_STREAM_MIGRATIONS]);
  pool = createPool(postgres.url, { max: 16 });
});
afterAll(async () => {
  await stop();
  await pool?.end();
  await postgres?.stop();
});

const cipherOf = (secrets: readonly string[]) => new PayloadCipher(secrets, subjectKeys(pool));

const start = async (secrets: readonly string[] = SECRETS): Promise<void> => {
  stream = createPostgresStream(pool, { topic: "payloads", partitions: 1, log: () => undefined });
  monitor = await startMonitor({
    pool,
    stream,
    specifications: [shop],
    redactor,
    cipher: cipherOf(secrets),
    pipeline: "monitor",
    log: (level, message) => logged.push(`${level} ${message}`),
    metrics: new Registry(),
  });
};

const stop = async (): Promise<void> => {
  await monitor?.stop();
  await stream?.close();
  monitor = undefined;
};

/** An attempt to deliver an event, with texts on both sides. */
const attempt = async (id: string, eventId: string, seconds: number, note: string): Promise<void> => {
  const event = {
    specversion: "1.0",
    id,
    source: "test",
    type: "webhook.attempt.v1",
    subject: shop.id,
    time: new Date(NOW + seconds * 1000).toISOString(),
    data: {
      environment: "production",
      observedBy: "sender",
      endpoint: "https://receiver.example/hooks",
      eventId,
      attempt: 1,
      request: { headers: {}, bodyText: JSON.stringify({ note, secret: "Bearer abcdefgh" }) },
      response: { status: 200, headers: {}, bodyText: "Grüße" },
    },
  };
  const producer = await stream.producer();
  await producer.append([{ key: shop.id, value: Buffer.from(JSON.stringify(event)), headers: {} }]);
};

/** The stored event of an attempt, once it is there. */
const stored = async (id: string): Promise<string> => {
  const query = `SELECT event_id FROM event WHERE type = 'WebhookAttempted' AND data->>'id' = $1`;
  let found: string | undefined;
  await until(
    `attempt ${id} is stored`,
    async () =>
      (found = (await pool.query<{ event_id: string }>(query, [id])).rows[0]?.event_id) !== undefined,
    () => logged.join("\n"),
  );
  return found!;
};

const open = async (eventId: string, part: PayloadPart, secrets = SECRETS): Promise<string | undefined> => {
  const payload = await readPayload(pool, { eventId, part });
  return payload && (await cipherOf(secrets).open(payload))?.text;
};

it("keeps what webhooks carried, sealed, redacted, and found by its words", async () => {
  await start([SECRETS[1]!]);
  await attempt("a1", "evt_1", 0, "Überweisung 4711");
  const eventId = await stored("a1");
  expect(await open(eventId, "request")).toContain("Überweisung 4711");
  expect(await open(eventId, "response")).toBe("Grüße");
  expect(await open(eventId, "response", [SECRETS[0]!])).toBeUndefined();
  const words = cipherOf(SECRETS).wordsToFind("ueberweisung UBERWEISUNG 4711").slice(1);
  expect((await findPayloadsWithWords(pool, { words, limit: 5 })).map((found) => found.eventId)).toEqual([
    eventId,
  ]);
});

it("goes on with a changed secret, and with a new key where the old one was destroyed", async () => {
  await stop();
  await start();
  await attempt("a2", "evt_1", 1, "second");
  expect(await open(await stored("a2"), "request")).toContain("second");
  const subject = subjectOf({ integration: shop.id, type: EVENT_AS_OBJECT, id: "evt_1" }, redactor.digest);
  const erased = await eraseSubject(pool, { integration: shop.id, subject, by: "somebody" }, Date.now());
  expect(erased).toEqual({ payloads: 4 });
  expect(await open(await stored("a2"), "request")).toBeUndefined();
  await attempt("a3", "evt_1", 60, "third");
  expect(await open(await stored("a3"), "request")).toContain("third");
});

it("judges on where no secret opens a subject's key", async () => {
  await stop();
  await start(["a secret that nobody knew before"]);
  await attempt("a4", "evt_1", 61, "fourth");
  await attempt("a5", "evt_2", 62, "fifth");
  await stored("a5");
  expect(await open(await stored("a4"), "request")).toBeUndefined();
  expect(logged.filter((line) => line.includes("payloads of webhooks are not kept"))).toHaveLength(1);
});
