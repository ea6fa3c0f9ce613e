import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { appendToStream, EVENT_STORE_MIGRATIONS, type NewEvent } from "#event-store";
import { createPool, migrate } from "#platform";
import { createReadModelSource, findIntegration, listViolations, READ_MODEL_MIGRATIONS } from "#read-models";
import type { ViolationEvent } from "#violation";
import { startTestPostgres, type TestPostgres } from "../../../test/support/postgres.ts";
import { startAlerter, type Alerter } from "./index.ts";

let postgres: TestPostgres;
let url: string;
let pool: Pool;
let source: DataSource;
let alerter: Alerter | undefined;
const logger = { info: jest.fn(), warn: jest.fn() };

beforeAll(async () => {
  postgres = await startTestPostgres();
});

afterAll(() => postgres?.stop());

beforeEach(async () => {
  url = await postgres.createDatabase();
  await migrate(url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(url, { max: 10 });
  source = await createReadModelSource(url).initialize();
});

afterEach(async () => {
  await alerter?.stop();
  alerter = undefined;
  await source?.destroy();
  await pool?.end();
});

const open = async (id: string): Promise<void> => {
  const data: ViolationEvent = {
    type: "ViolationOpened",
    violation: {
      id,
      rule: "request.body-invalid",
      severity: "error",
      party: "consumer",
      clause: { path: "p", file: "parcels.md", line: 3, text: "minimum: 1" },
      integration: "shop-parcels",
      time: "2024-03-01T10:00:00.000Z",
      eventIds: ["e1"],
      message: "weight is 0",
      evidence: {},
      count: 1,
    },
  };
  await append(`violation-${id}`, "ViolationOpened", data);
};

const append = (stream: string, type: string, data: unknown): Promise<number> => {
  const event: Omit<NewEvent, "stream"> = {
    eventId: `${stream} ${type}`,
    type,
    source: "shop-parcels",
    occurredAtMs: Date.parse("2024-03-01T10:00:00.000Z"),
    data,
  };
  return appendToStream(pool, stream, [event], "any");
};

const caughtUp = async (): Promise<void> => {
  for (;;) {
    const lags = await alerter!.lag().catch(() => undefined);
    if (lags && Object.values(lags).every((lag) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const ids = async () => (await listViolations(source, {}, { limit: 50 })).items.map(({ id }) => id);

it("takes what was there before it and what comes after", async () => {
  await append("integration-shop-parcels", "RevisionActivated", {
    type: "RevisionActivated",
    integration: "shop-parcels",
    revision: "sha256:1",
  });
  await open("a");
  alerter = startAlerter({ pool, logger });
  await caughtUp();
  expect(await ids()).toEqual(["a"]);
  await open("b");
  await caughtUp();
  expect(await ids()).toEqual(["b", "a"]);
  expect(await findIntegration(source, "shop-parcels")).toMatchObject({
    revision: "sha256:1",
    open: { error: 2 },
  });
});

it("goes on from its checkpoint after a stop", async () => {
  await open("a");
  alerter = startAlerter({ pool, logger });
  await caughtUp();
  await alerter.stop();
  await pool.query("DELETE FROM violation");
  await open("b");
  alerter = startAlerter({ pool, logger });
  await caughtUp();
  expect(await ids()).toEqual(["b"]);
});

it("rebuilds from an empty table when its checkpoint is gone", async () => {
  await open("a");
  alerter = startAlerter({ pool, logger });
  await caughtUp();
  await alerter.stop();
  await pool.query("UPDATE violation SET id = 'stale'");
  await pool.query("DELETE FROM projection");
  alerter = startAlerter({ pool, logger });
  await caughtUp();
  expect(await ids()).toEqual(["a"]);
});

it("survives the loss of every connection", async () => {
  alerter = startAlerter({ pool, logger });
  await open("a");
  await caughtUp();
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await open("b");
  await caughtUp();
  expect(await ids()).toEqual(["b", "a"]);
});
