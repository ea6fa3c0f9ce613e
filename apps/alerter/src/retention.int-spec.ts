import type { Pool } from "pg";
import {
  appendToStream,
  EVENT_STORE_MIGRATIONS,
  headPosition,
  projectionPosition,
  rebuildProjection,
  verifyChain,
} from "#event-store";
import { createPool, migrate } from "#platform";
import { READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import type { ViolationEvent } from "#violation";
import { startTestPostgres, type TestPostgres } from "../../../test/support/postgres.ts";
import { until } from "../../../test/support/until.ts";
import { startAlerter, type Alerter } from "./index.ts";

const DAY_MS = 86_400_000;
const NOW = Date.now();

let postgres: TestPostgres;
let pool: Pool;
let alerter: Alerter | undefined;
const logger = { info: jest.fn(), warn: jest.fn() };

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url, { max: 12 });
});

afterAll(async () => {
  await alerter?.stop();
  await pool?.end();
  await postgres?.stop();
});

let events = 0;
const append = (stream: string, occurredAtMs: number, data: { type: string }) => {
  const event = { eventId: `e${(events += 1)}`, type: data.type, source: "shop", occurredAtMs, data };
  return appendToStream(pool, stream, [event], "any");
};

/** A violation opened so many days ago, with what became of it since. */
const violation = async (id: string, days: number, ...later: [number, ViolationEvent][]): Promise<void> => {
  const opened: ViolationEvent = {
    type: "ViolationOpened",
    violation: {
      id,
      rule: "request.body-invalid",
      severity: "error",
      party: "consumer",
      clause: { path: "p", file: "parcels.md", line: 3, text: "minimum: 1" },
      integration: "shop",
      time: new Date(NOW - days * DAY_MS).toISOString(),
      eventIds: ["e1"],
      message: "weight is 0",
      evidence: {},
      count: 1,
    },
  };
  await append(`violation-${id}`, NOW - days * DAY_MS, opened);
  for (const [daysAgo, event] of later) await append(`violation-${id}`, NOW - daysAgo * DAY_MS, event);
};

const resolved = (id: string): ViolationEvent => ({ type: "ViolationResolved", id, by: "someone" });
const recurred = (id: string, ended: boolean): ViolationEvent => ({
  type: "ViolationRecurred",
  id,
  count: 12,
  eventIds: ["e1"],
  lastTime: new Date(NOW - 99 * DAY_MS).toISOString(),
  ended,
});

/** A measured minute so many days ago. */
const measured = (days: number) => {
  const minute = new Date(Math.floor((NOW - days * DAY_MS) / 60_000) * 60_000).toISOString();
  const cells = [{ endpoint: "GET /parcels", outcomes: { 200: 3, 503: 1 } }];
  const data = { type: "MinuteMeasured", integration: "shop", minute, part: 1, cells };
  return append(`measurement-shop-${minute.slice(0, 7)}`, Date.parse(minute), data);
};

const levels = async (): Promise<unknown[]> =>
  (
    await pool.query(
      `SELECT k.split, k.endpoint, s.level, s.starts_at, s.requests, s.objectives
       FROM service_level s JOIN service_level_key k ON k.id = s.key ORDER BY 1, 2, 3, 4`,
    )
  ).rows;

const ofLevel = (figures: unknown[], ...wanted: string[]): unknown[] =>
  figures.filter((one) => wanted.includes((one as { level: string }).level));

const rows = async (): Promise<{ id: string }[]> =>
  (await pool.query<{ id: string }>("SELECT * FROM violation ORDER BY id")).rows;
const rebuild = async (): Promise<void> => {
  for (const model of READ_MODELS) await rebuildProjection(pool, model);
};
const caughtUp = () =>
  until(
    "the read models follow",
    async () => {
      const head = await headPosition(pool);
      const positions = READ_MODELS.map(({ name, version }) => projectionPosition(pool, name, version));
      return (await Promise.all(positions)).every((position) => position === head);
    },
    () => JSON.stringify(logger.warn.mock.calls),
  );

it("drops what is over and old, and a rebuild gives what the read models hold", async () => {
  const activated = { type: "RevisionActivated", integration: "shop", revision: "sha256:1" };
  await append("integration-shop", NOW - 400 * DAY_MS, activated);
  await violation("ended", 100, [99, recurred("ended", true)]);
  await violation("ongoing", 100, [99, recurred("ongoing", false)]);
  await violation("open", 100);
  await violation("resolved", 100, [90, resolved("resolved")]);
  await violation("just-resolved", 100, [1, resolved("just-resolved")]);
  await violation("young", 1);
  await measured(100);
  await measured(1);

  alerter = startAlerter({ pool, logger });
  await caughtUp();
  expect((await rows()).map(({ id }) => id)).toHaveLength(6);
  const told = await levels();
  await alerter.stop();

  await pool.query(
    `INSERT INTO payload (event_id, part, occurred_at, integration, subject, bytes)
     SELECT 'e' || days, 'request', now() - days * interval '1 day', 'shop', 's', '' FROM unnest(ARRAY[1, 9, 100]) AS days`,
  );
  alerter = startAlerter({ pool, logger, retentionDays: 30, payloadRetentionDays: 7 });
  await until(
    "events are dropped",
    async () => logger.info.mock.calls.some(([detail]) => (detail as { dropped?: number }).dropped === 5),
    () => JSON.stringify(logger.warn.mock.calls),
  );
  await caughtUp();
  await until(
    "payloads are dropped",
    async () => (await pool.query("SELECT FROM payload")).rowCount === 1,
    () => JSON.stringify(logger.warn.mock.calls),
  );
  const kept = await rows();
  expect(kept.map(({ id }) => id)).toEqual(["just-resolved", "ongoing", "open", "young"]);
  const figures = await levels();
  expect(ofLevel(figures, "day", "month")).toEqual(ofLevel(told, "day", "month"));
  expect(ofLevel(figures, "minute", "hour")).toHaveLength(ofLevel(told, "minute", "hour").length / 2);
  await rebuild();
  expect(await rows()).toEqual(kept);
  expect(await levels()).toEqual(figures);
  await rebuild();
  expect(await rows()).toEqual(kept);
  expect((await pool.query("SELECT id FROM integration")).rows).toEqual([{ id: "shop" }]);
  expect(await verifyChain(pool)).toMatchObject({ whole: true, dropped: 5 });
});
