import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256Hex } from "#platform";
import { simulate, type CloudEvent } from "#simulator";
import { loadSpecification } from "#spec";
import { EXAMPLE, startService, type RunningService } from "../support/clausewatch.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";

const INTEGRATION = "storefront-orders-api";
const TEXT = readFileSync(EXAMPLE, "utf8");
const STRICTER = TEXT.replace("maximum: 999", "maximum: 4");
const QUANTITY = 5;
const PATIENCE_MS = 20_000;

const revisionOf = (text: string): string =>
  loadSpecification([{ name: "orders.md", text }], sha256Hex).revision;

interface Order {
  request: { body: { items: { quantity: number }[] } };
}

/** An order of five pieces to which nothing is wrong under the example. */
const cleanOrder = (): CloudEvent => {
  const specification = loadSpecification([{ name: "orders.md", text: TEXT }], sha256Hex);
  const startMs = Date.now() - 60_000;
  for (const { event } of simulate({
    specification,
    seed: 3,
    count: 500,
    ratePerSecond: 100,
    startMs,
    faults: "none",
  })) {
    const { method, url, response } = event.data as {
      method: string;
      url: string;
      response?: { status: number };
    };
    if (method !== "POST" || !url.endsWith("/api/v1/orders") || response?.status !== 201) continue;
    const order = structuredClone(event);
    for (const item of (order.data as unknown as Order).request.body.items) item.quantity = QUANTITY;
    return order;
  }
  throw new Error("The simulator placed no order.");
};

let folder: string;
let postgres: TestPostgres;
let service: RunningService | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-reload-"));
  postgres = await startTestPostgres();
});

afterAll(async () => {
  await service?.end("SIGTERM");
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const get = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${service?.address}${path}`)).json()) as T;

const until = async (what: string, holds: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${PATIENCE_MS} ms: ${what}. ${service?.log()}`);
    await sleep(50);
  }
};

const untilActive = (integration: string, revision: string): Promise<void> =>
  until(`${integration} is under ${revision}`, async () => {
    const active = await get<{ revision?: string }>(`/api/v1/integrations/${integration}`);
    return active.revision === revision;
  });

const post = async (event: CloudEvent): Promise<number> => {
  const response = await fetch(`${service?.address}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/cloudevents+json" },
    body: JSON.stringify(event),
  });
  return response.status;
};

interface Found {
  rule: string;
  revision: string;
  eventIds: string[];
  message: string;
  clause: { text: string };
}

it("judges by a specification as it is edited, and keeps to it while the next edit is broken", async () => {
  write("orders.md", TEXT);
  service = await startService(["up"], {
    SPECS: join(folder, "*.md"),
    DATABASE_URL: await postgres.createDatabase(),
    DATA_FOLDER: join(folder, "data"),
    LOG_LEVEL: "info",
  });
  const { log } = service;
  await untilActive(INTEGRATION, revisionOf(TEXT));
  const order = cleanOrder();
  expect(await post({ ...order, id: "before" })).toBe(202);

  write("orders.md", STRICTER);
  await untilActive(INTEGRATION, revisionOf(STRICTER));
  expect(log()).toContain(`Revision ${revisionOf(STRICTER)} of ${INTEGRATION} is active from here on.`);
  expect(await post({ ...order, id: "after" })).toBe(202);
  let found: Found[] = [];
  await until("the violation is listed", async () => {
    found = (await get<{ items: Found[] }>("/api/v1/violations?rule=request.body-invalid")).items;
    return found.length > 0;
  });
  expect(found).toEqual([
    expect.objectContaining({
      eventIds: ["after"],
      revision: revisionOf(STRICTER),
      clause: expect.objectContaining({ text: "maximum: 4" }),
      message: expect.stringContaining(`is ${QUANTITY}`),
    }),
  ]);

  const another = "# Another\n\n```yaml\nendpoint:\n  method: GET\n  path: /parcels\n```\n";
  write("orders.md", STRICTER.replace("maximum: 4", "maximum: [4"));
  write("another.md", another);
  const { revision } = loadSpecification([{ name: "another.md", text: another }], sha256Hex);
  await untilActive("another", revision);
  expect(log()).toContain(`${INTEGRATION} stays at revision ${revisionOf(STRICTER)}: orders.md:`);
  const active = await get<{ revision: string }>(`/api/v1/integrations/${INTEGRATION}`);
  expect(active.revision).toBe(revisionOf(STRICTER));
  expect(await service.end("SIGTERM")).toBe(0);
  service = undefined;
}, 60_000);
