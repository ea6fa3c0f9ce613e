import { readFileSync } from "node:fs";
import type { Pool } from "pg";
import type { WebhookAttempted } from "#delivery";
import { appendToStream, EVENT_STORE_MIGRATIONS, projectBatch } from "#event-store";
import { createPool, migrate } from "#platform";
import { READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import { startTestPostgres, type TestPostgres } from "../../../../../test/support/postgres.ts";
import { runProgram } from "../../program.ts";

const INTEGRATION = "storefront-orders-api";
const GUIDE = readFileSync("docs/redelivery.md", "utf8");
/** The guide's commands, as they would be typed. */
const COMMANDS = [...GUIDE.matchAll(/^npx clausewatch (deliveries .*)$/gm)].map(([, command]) =>
  [...command!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!),
);

let postgres: TestPostgres;
let pool: Pool;
let output = "";

const attempted = (deliveryId: string) => {
  const data: WebhookAttempted = {
    type: "WebhookAttempted",
    integration: INTEGRATION,
    deliveryId,
    endpoint: "https://shop.example.net/hooks",
    eventId: `evt_${deliveryId}`,
    source: "urn:sender",
    id: deliveryId,
    startedAt: "2024-03-01T10:00:00.000Z",
    manual: false,
    status: 500,
    outcome: "failed",
    signature: "valid",
    timestamp: "fresh",
  };
  const event = { eventId: deliveryId, type: data.type, source: INTEGRATION, data };
  const occurredAtMs = Date.parse(data.startedAt);
  return appendToStream(pool, `delivery-${INTEGRATION}-${deliveryId}`, [{ ...event, occurredAtMs }], "any");
};
const project = async () => {
  for (const { name, version, handle } of READ_MODELS) await projectBatch(pool, name, version, handle);
};
const run = async (...argv: string[]): Promise<{ status: unknown; output: string }> => {
  output = "";
  process.exitCode = 0;
  await runProgram(["node", "clausewatch", ...argv]);
  const status = process.exitCode;
  process.exitCode = 0;
  await project();
  return { status, output };
};

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url);
  process.env.DATABASE_URL = postgres.url;
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, "write").mockImplementation((text) => {
      output += String(text);
      return true;
    });
});

afterAll(async () => {
  jest.restoreAllMocks();
  delete process.env.DATABASE_URL;
  await pool?.end();
  await postgres?.stop();
});

it("shows the count, then sends what was shown, as the guide says", async () => {
  for (let n = 0; n < 12; n++) await attempted(`d${n}`);
  await project();
  expect(COMMANDS).toHaveLength(3);
  expect(await run(...COMMANDS[0]!)).toEqual({
    status: 2,
    output: expect.stringMatching(/^12 deliveries match\.\n.*Nothing was sent again.*--count 12/s),
  });
  expect(await run(...COMMANDS[0]!, "--count", "11")).toMatchObject({
    status: 2,
    output: expect.stringMatching(/11 deliveries were shown, and 12 match now/),
  });
  expect(await run(...COMMANDS[1]!)).toMatchObject({
    status: 0,
    output: expect.stringMatching(/12 deliveries are sent again by redelivery/),
  });
  expect(await run(...COMMANDS[0]!, "--yes")).toEqual({
    status: 0,
    output: "0 deliveries match; 12 are left out, being sent or of unknown outcome.\n",
  });
});

it("takes one by its id, and says what it cannot", async () => {
  await attempted("one");
  await project();
  const asked = COMMANDS[2]!.slice(0, -1);
  expect(await run(...asked, "one")).toMatchObject({ status: 0 });
  expect(await run(...asked, "one")).toMatchObject({
    status: 2,
    output: expect.stringMatching(/sent again already/),
  });
  expect(await run(...asked, "nobody")).toMatchObject({
    status: 2,
    output: expect.stringMatching(/no delivery "nobody"/),
  });
  expect(await run("deliveries", "redeliver", "--state", "failing")).toMatchObject({
    status: 2,
    output: expect.stringMatching(/integration/),
  });
  expect(await run(...asked, "one", "--state", "failing")).toMatchObject({ status: 2 });
});
