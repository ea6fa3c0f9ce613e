import type { Pool } from "pg";
import { appendToStream, EVENT_STORE_MIGRATIONS, putContent, readStream } from "#event-store";
import { createPool, migrate, sha256Hex } from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import { loadSpecification } from "#spec";
import { startWebhookReceiver } from "../../apps/alerter/src/testing/webhook-receiver.ts";
import { startService, type RunningService } from "../support/clausewatch.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";

/** A changed checkout is built by the first command. */
jest.setTimeout(180_000);

const at = "2024-01-15T10:00:00.000Z";
const FILES = [
  {
    name: "shop.md",
    text: "---\nid: hooks\n---\n\n# Shop\n\n```yaml\nwebhooks:\n  retry_policy:\n    attempts: 3\n```\n",
  },
];

let postgres: TestPostgres;
let pool: Pool;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
let service: RunningService | undefined;

beforeAll(async () => {
  postgres = await startTestPostgres(true);
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url);
  receiver = await startWebhookReceiver();
});

afterAll(async () => {
  await service?.end("SIGKILL");
  receiver?.stop();
  await pool?.end();
  await postgres?.stop();
});

const append = (stream: string, data: { type: string }) =>
  appendToStream(
    pool,
    stream,
    [{ eventId: stream, type: data.type, source: "hooks", occurredAtMs: Date.parse(at), data }],
    "any",
  );
const outcomes = async () =>
  (await readStream(pool, "redelivery-r1")).flatMap(({ type, data }) =>
    type === "RedeliverySettled" ? [(data as { outcome: string }).outcome] : [],
  );
const startAlerter = () =>
  startService(["alerter"], { DATABASE_URL: postgres.url, REDELIVERY_ENDPOINTS: receiver.url });

it("an alerter that is killed while it waits for an answer: the outcome is unknown, and nothing is sent again", async () => {
  const { revision } = loadSpecification(FILES, sha256Hex);
  await putContent(pool, revision, JSON.stringify(FILES));
  await append("integration-hooks", { type: "RevisionActivated", ...{ revision, integration: "hooks" } });
  await append("delivery-hooks-d1", {
    type: "WebhookAttempted",
    ...{
      integration: "hooks",
      deliveryId: "d1",
      endpoint: receiver.url,
      eventId: "evt_1",
      source: "s",
      id: "1",
    },
    ...{ startedAt: at, manual: false, status: 500, outcome: "failed", payloadKept: "empty" },
    ...{ signature: "unknown", timestamp: "unknown" },
  });
  await append("redelivery-r1", {
    type: "RedeliveryRequested",
    ...{ id: "r1", integration: "hooks", by: "ada", at, deliveryIds: ["d1"] },
  });
  receiver.answer = () => undefined;
  service = await startAlerter();
  await until("it is sent", async () => receiver.received.length === 1, service.log);
  expect(await service.end("SIGKILL")).toBeNull();
  expect(await outcomes()).toEqual([]);
  service = await startAlerter();
  await until("it is settled", async () => (await outcomes()).length === 1, service.log);
  expect(await outcomes()).toEqual(["unknown"]);
  expect(await service.end("SIGTERM")).toBe(0);
  service = undefined;
  expect(receiver.received).toHaveLength(1);
});
