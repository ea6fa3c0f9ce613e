import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { RedeliveryEvent } from "#delivery";
import { appendToStream, EVENT_STORE_MIGRATIONS, projectBatch, rebuildProjection } from "#event-store";
import { createPool, migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import {
  findRedelivery,
  listRedeliveries,
  listRedeliveryItems,
  openRedeliveries,
  unsettledDeliveries,
} from "./index.ts";
import { redeliveryProjection } from "./redelivery.projection.ts";

let postgres: TestPostgres;
let pool: Pool;
let source: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url);
  source = await createReadModelSource(postgres.url).initialize();
});

afterAll(async () => {
  await source?.destroy();
  await pool?.end();
  await postgres?.stop();
});

const at = "2024-01-15T10:00:00.000Z";
const requested = (id: string, ...deliveryIds: string[]): RedeliveryEvent => ({
  type: "RedeliveryRequested",
  id,
  integration: "shop-orders",
  by: "ada\u0000",
  at,
  reason: "an outage",
  deliveryIds,
});
const of = (redeliveryId: string, deliveryId: string) => ({ redeliveryId, deliveryId, at });
const attempted = (id: string, deliveryId: string): RedeliveryEvent => ({
  type: "RedeliveryAttempted",
  ...of(id, deliveryId),
  attemptId: `${id}.${deliveryId}`,
  destination: "https://shop.example.net/hooks",
});
const settled = (id: string, deliveryId: string, outcome: "delivered" | "unknown"): RedeliveryEvent => ({
  type: "RedeliverySettled",
  ...of(id, deliveryId),
  attemptId: `${id}.${deliveryId}`,
  outcome,
  ...(outcome === "delivered" ? { status: 200, durationMs: 12 } : { detail: "nobody knows" }),
});

let events = 0;
const append = (id: string, ...some: RedeliveryEvent[]) =>
  appendToStream(
    pool,
    `redelivery-${id}`,
    some.map((data) => ({
      eventId: `e${(events += 1)}`,
      type: data.type,
      source: "shop-orders",
      occurredAtMs: Date.parse(at),
      data,
    })),
    "any",
  );
const { name, version, handle } = redeliveryProjection;

it("counts what became of each delivery, and tells what is left", async () => {
  await append(
    "r1",
    requested("r1", "a", "b", "c", "d"),
    attempted("r1", "b"),
    attempted("r1", "a"),
    settled("r1", "a", "delivered"),
    settled("r1", "b", "unknown"),
    { type: "RedeliveryRefused", ...of("r1", "c"), reason: "erased" },
  );
  await append("r2", requested("r2", "x"), attempted("r2", "x"), {
    type: "RedeliveryCancelled",
    id: "r2",
    by: "ada",
    at,
  });
  await append("r3", requested("r3", "y", "z"), { type: "RedeliveryCancelled", id: "r3", by: "ada", at });
  await projectBatch(pool, name, version, handle);

  const row = await findRedelivery(source, "r1");
  expect(row).toMatchObject({
    ...{ status: "running", total: 4, waiting: 1, underWay: 0, delivered: 1, unknown: 1, refused: 1 },
    ...{ by: "ada\ufffd", reason: "an outage", filter: null, requestedAt: new Date(at), endedAt: null },
  });
  expect(await listRedeliveryItems(source, "r1", 0, 3)).toMatchObject([
    { number: 1, deliveryId: "a", step: "delivered", status: 200, durationMs: 12, attemptId: "r1.a" },
    { number: 2, deliveryId: "b", step: "unknown", detail: "nobody knows" },
    { number: 3, deliveryId: "c", step: "refused", detail: "erased" },
  ]);
  expect(await listRedeliveryItems(source, "r1", 3, 3)).toMatchObject([{ deliveryId: "d", step: "waiting" }]);
  expect(await openRedeliveries(pool)).toEqual(["r1", "r2"]);
  expect(await unsettledDeliveries(source, ["a", "b", "c", "d", "x", "y", "nobody"])).toEqual(
    new Map([
      ["b", "unknown"],
      ["d", "open"],
      ["x", "open"],
    ]),
  );
  expect((await listRedeliveries(source, { status: "cancelled" }, { limit: 5 })).items).toMatchObject([
    { id: "r3" },
    { id: "r2", cancelledBy: "ada", endedAt: new Date(at) },
  ]);

  await rebuildProjection(pool, redeliveryProjection);
  expect(await findRedelivery(source, "r1")).toEqual(row);

  await append("r1", { type: "RedeliveryFinished", id: "r1", at });
  await projectBatch(pool, name, version, handle);
  expect(await findRedelivery(source, "r1")).toMatchObject({ status: "finished", endedAt: new Date(at) });
  expect((await listRedeliveries(source, { integration: "other" }, { limit: 5 })).items).toEqual([]);
});
