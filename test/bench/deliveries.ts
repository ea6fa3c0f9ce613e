// Questions about webhook deliveries over ten million attempts, and how many events a second the projector takes.
import { inspect, parseArgs } from "node:util";
import { deliveryIdOf, type WebhookAttempted } from "#delivery";
import { appendToStream, EVENT_STORE_MIGRATIONS, headPosition, projectBatch } from "#event-store";
import { createPool, migrate, sha256Hex } from "#platform";
import {
  countDeliveries,
  createReadModelSource,
  deliveryProjection,
  encodeCursor,
  listAttempts,
  listDeliveries,
  listDeliveryEndpoints,
  READ_MODEL_MIGRATIONS,
  type DeliveryFilter,
} from "#read-models";
import { startTestPostgres } from "../support/postgres.ts";
import { DAYS, END_MS, fillDeliveries } from "./deliveries/fill-deliveries.ts";
import { quantile } from "./support.ts";

const { rows = "10000000" } = parseArgs({ options: { rows: { type: "string" } } }).values;
const ROWS = Number(rows);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 60);
const PROJECTED = 20_000;
const DAY_MS = 86_400_000;
const ago = (days: number): Date => new Date(END_MS - days * DAY_MS);
const BUSY = "https://customer-1.example/hooks";
const QUIET = "https://customer-390.example/hooks";

const ATTEMPTS: [string, DeliveryFilter][] = [
  ["all", {}],
  ["an integration", { integration: "shop-3" }],
  ["frequent: 2xx", { statusClass: 2 }],
  ["frequent: a busy endpoint", { endpoint: BUSY }],
  ["a quiet endpoint", { endpoint: QUIET }],
  ["a quiet endpoint's failures", { endpoint: QUIET, state: "failed" }],
  ["failed", { state: "failed" }],
  [
    "5xx of an integration in production",
    { statusClass: 5, integration: "shop-2", environment: "production" },
  ],
  ["timeouts of a type", { failure: "timeout", eventType: "order.type-29" }],
  ["rare: status 418", { status: 418 }],
  ["rare: signature missing", { signature: "missing" }],
  ["rare: 418 and manual", { status: 418, manual: true }],
  ["rare: invalid and stale at the eighth attempt", { signature: "invalid", timestamp: "stale", number: 8 }],
  ["only old: a type of the first days", { eventType: "order.legacy" }],
  ["only old: dns failures", { failure: "dns" }],
  ["only old: dns failures of a busy endpoint", { failure: "dns", endpoint: BUSY }],
  ["none: timeouts with a status", { failure: "timeout", status: 500 }],
  ["none: a status nobody has", { status: 599 }],
  ["none: old type, new time", { eventType: "order.legacy", from: ago(30) }],
  ["a day of two months ago", { from: ago(61), to: ago(60) }],
  ["a day's failures at the receiver", { from: ago(61), to: ago(60), state: "failed", side: "receiver" }],
  ["slower than 10 s", { minDurationMs: 10_000 }],
  ["between 1234 and 1240 ms", { minDurationMs: 1234, maxDurationMs: 1240 }],
  ["rare: between 28 and 29.9 s", { minDurationMs: 28_000, maxDurationMs: 29_900 }],
  ["frequent: quicker than 100 ms", { maxDurationMs: 100 }],
  ["an object", { subjects: ["$subject"] }],
  ["an event", { eventId: "$event" }],
];

const DELIVERIES: [string, DeliveryFilter][] = [
  ["all", {}],
  ["exhausted", { state: "exhausted" }],
  ["overdue", { state: "overdue" }],
  ["failing", { state: "failing" }],
  ["exhausted at a quiet endpoint", { state: "exhausted", endpoint: QUIET }],
  ["exhausted by dns failures", { state: "exhausted", failure: "dns" }],
  ["none: overdue with 2xx", { state: "overdue", statusClass: 2 }],
];

const postgres = await startTestPostgres();
const pool = createPool(postgres.url);
const source = createReadModelSource(postgres.url);

const exampleOf = async (filter: DeliveryFilter): Promise<DeliveryFilter> => {
  const { rows } = await pool.query<{ event_id: string; subject: string }>(
    "SELECT event_id, subject FROM delivery_attempt WHERE at < $1 ORDER BY at DESC, position DESC LIMIT 1",
    [ago(40)],
  );
  if (filter.subjects) return { subjects: [rows[0]!.subject] };
  return filter.eventId ? { eventId: rows[0]!.event_id } : filter;
};

const told = (name: string, times: readonly number[], rest: string): void => {
  const [half, most, all] = [0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(1).padStart(7));
  console.log(`${name.padEnd(48)} ${half} ${most} ${all} ms  ${rest}`);
};

/** The first page, those after it, and pages at times all over the months. */
const page = async (
  name: string,
  list: typeof listAttempts | typeof listDeliveries,
  filter: DeliveryFilter,
): Promise<void> => {
  const times: number[] = [];
  let first = 0;
  let next: string | undefined;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const far = { timeMs: END_MS - (DAYS * DAY_MS * ((repeat * 7) % REPEATS)) / REPEATS, id: "1" };
    const cursor = [undefined, next, encodeCursor(far)][repeat % 3];
    const begun = performance.now();
    const { items, nextCursor } = await list(source, filter, { limit: 50, ...(cursor && { cursor }) });
    times.push(performance.now() - begun);
    if (repeat === 0) first = items.length;
    if (repeat % 3 === 0) next = nextCursor;
  }
  told(name, times, `${first} rows`);
};

const askAll = async (): Promise<void> => {
  console.log(
    `${"pages of 50".padEnd(48)} ${["p50", "p95", "p99"].map((name) => name.padStart(7)).join(" ")}`,
  );
  for (const [name, filter] of ATTEMPTS)
    await page(`attempts, ${name}`, listAttempts, await exampleOf(filter));
  for (const [name, filter] of DELIVERIES) await page(`deliveries, ${name}`, listDeliveries, filter);
  for (const [name, filter] of ATTEMPTS.slice(0, -2)) {
    const times: number[] = [];
    let counted = "";
    for (let repeat = 0; repeat < REPEATS / 6; repeat++) {
      const begun = performance.now();
      const { total, atLeast } = await countDeliveries(source, "attempt", filter);
      times.push(performance.now() - begun);
      counted = `${atLeast ? "at least " : ""}${total}`;
    }
    told(`counts, ${name}`, times, counted);
  }
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS / 6; repeat++) {
    const begun = performance.now();
    await listDeliveryEndpoints(source, {}, { limit: 50 });
    times.push(performance.now() - begun);
  }
  told("endpoints with their latency", times, "50 rows");
};

const attempted = (index: number): WebhookAttempted => {
  const name = {
    integration: `shop-${index % 5}`,
    environment: "production",
    endpoint: `https://customer-${index % 97}.example/hooks`,
    eventId: `event ${Math.floor(index / 1.25)}`,
  };
  const failed = index % 20 === 0;
  return {
    type: "WebhookAttempted",
    ...name,
    deliveryId: deliveryIdOf(name, sha256Hex),
    eventType: `order.type-${index % 30}`,
    source: "urn:customer:sender",
    id: `observation ${index}`,
    observedBy: "sender",
    startedAt: new Date(END_MS + index * 100).toISOString(),
    durationMs: 20 + ((index * 7919) % 400),
    number: 1,
    manual: false,
    status: failed ? 500 : 200,
    outcome: failed ? "failed" : "delivered",
    signature: "valid",
    timestamp: "fresh",
    subject: sha256Hex(`object ${index % 5000}`).slice(0, 32),
  };
};

const projectAll = async (): Promise<void> => {
  for (let at = 0; at < PROJECTED; at += 1000)
    await appendToStream(
      pool,
      `bench-${at}`,
      Array.from({ length: 1000 }, (_, index) => attempted(at + index)).map((data) => ({
        eventId: sha256Hex(data.id),
        type: data.type,
        source: data.integration,
        occurredAtMs: Date.parse(data.startedAt),
        data,
      })),
      "any",
    );
  const { name, version, handle } = deliveryProjection;
  const begun = performance.now();
  while ((await projectBatch(pool, name, version, handle)) > 0);
  const seconds = (performance.now() - begun) / 1000;
  console.log(
    `the projector takes ${Math.round((await headPosition(pool)) / seconds)} attempts a second beside them`,
  );
};

try {
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  await source.initialize();
  const begun = performance.now();
  await fillDeliveries(pool, ROWS);
  const { rows: sizes } = await pool.query<{ attempts: string; size: string; kinds: string }>(
    `SELECT (SELECT count(*) FROM delivery_attempt) AS attempts, (SELECT count(*) FROM delivery_kind) AS kinds,
       pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${sizes[0]!.attempts} attempts of ${sizes[0]!.kinds} kinds, ${sizes[0]!.size}, made in ${seconds} s`,
  );
  await askAll();
  await projectAll();
} catch (error) {
  console.error(inspect(error));
  process.exitCode = 1;
} finally {
  if (source.isInitialized) await source.destroy();
  await pool.end();
  await postgres.stop();
}
