import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Pool, PoolClient } from "pg";
import { appendToStream, EVENT_STORE_MIGRATIONS } from "#event-store";
import { createPool, migrate } from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import { startService, type RunningService } from "../support/clausewatch.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";

/** A changed checkout is built by the first command. */
jest.setTimeout(180_000);

let postgres: TestPostgres;
let pool: Pool;
let receiver: Server;
let service: RunningService | undefined;
/** What the receiver was sent, and what it does before it answers. */
const keys: string[] = [];
let beforeAnswer: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  postgres = await startTestPostgres(true);
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url);
  receiver = createServer((request, response) => {
    keys.push(String(request.headers["webhook-id"]));
    request.resume();
    void beforeAnswer().then(() => response.end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await service?.end("SIGKILL");
  receiver?.closeAllConnections();
  receiver?.close();
  await pool?.end();
  await postgres?.stop();
});

const startAlerter = (): Promise<RunningService> =>
  startService(["alerter"], {
    DATABASE_URL: postgres.url,
    NOTIFY_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
  });

const append = (stream: string, data: { type: string }) =>
  appendToStream(
    pool,
    stream,
    [{ eventId: stream, type: data.type, source: "orders", occurredAtMs: Date.now(), data }],
    "any",
  );

const history = async (): Promise<{ type: string; key: string; attempts: number }[]> =>
  (await pool.query("SELECT data FROM event WHERE type LIKE 'Notification%' ORDER BY position")).rows.map(
    ({ data }) => data as { type: string; key: string; attempts: number },
  );

const waitsForLock = async (): Promise<boolean> =>
  (
    await pool.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM outbox%'`,
    )
  ).rows.length === 1;

/** Holds the outbox, so that a notification can be sent and what came of it cannot be recorded. */
const holdOutbox = async (): Promise<PoolClient> => {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM outbox FOR UPDATE");
  return client;
};

it("an alerter that is killed between sending and recording: it is sent again, with the same key", async () => {
  let holder: PoolClient | undefined;
  beforeAnswer = async () => void (holder ??= await holdOutbox());
  service = await startAlerter();
  const violation = {
    id: "v1",
    rule: "request.body-invalid",
    severity: "error",
    party: "consumer",
    clause: { path: "p", file: "orders.md", line: 3, text: "minimum: 1" },
    integration: "orders",
    time: new Date().toISOString(),
    eventIds: ["e1"],
    message: "quantity is 0",
    evidence: {},
    count: 1,
  };
  await append("routing", {
    type: "RoutingSet",
    routing: { route: { groupWait: "100ms", groupInterval: "1s" } },
    by: "ada",
  } as never);
  await append("violation-v1", { type: "ViolationOpened", violation, episode: true } as never);
  await until("it is sent, and about to be recorded", waitsForLock, service.log);
  expect(keys).toHaveLength(1);
  expect(await service.end("SIGKILL")).toBeNull();
  service = undefined;
  await holder!.query("ROLLBACK");
  holder!.release();
  expect(await history()).toEqual([]);

  service = await startAlerter();
  await until(
    "it is sent again once the lease of the dead is over",
    async () => keys.length === 2,
    service.log,
    90_000,
  );
  expect(keys[1]).toBe(keys[0]);
  await until("it is recorded", async () => (await history()).length === 1, service.log);
  expect(await history()).toEqual([
    expect.objectContaining({ type: "NotificationSent", key: keys[0], attempts: 2 }),
  ]);
  expect((await pool.query("SELECT FROM outbox")).rows).toEqual([]);
  expect(await service.end("SIGTERM")).toBe(0);
  service = undefined;
});
