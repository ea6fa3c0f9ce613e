import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { createPool } from "#platform";
import { createPostgresStream, type OutgoingRecord } from "#stream";
import { clausewatch, startService, type RunningService } from "../support/clausewatch.ts";
import { until } from "../support/until.ts";
import { embeddedDatabase, embeddedPid } from "./embedded-database.ts";
import { parcel, PARCELS } from "./parcels.ts";

const MIB = 1 << 20;
const SINGLE = "application/cloudevents+json";
const LINES = "application/x-ndjson";
const NO_UTF8 = Buffer.from([0x22, 0xff, 0x22]);
const DEEP = `{"a":${"[".repeat(500)}${"]".repeat(500)}}`;

let folder: string;
let settings: Record<string, string>;
let service: RunningService;
let pool: Pool;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-bad-traffic-"));
  const specification = join(folder, "parcels.md");
  writeFileSync(specification, PARCELS);
  settings = { DATA_FOLDER: join(folder, "data"), SPECS: specification };
  service = await startService(["up"], settings);
  pool = createPool(embeddedDatabase(settings.DATA_FOLDER!).url);
}, 90_000);

afterAll(async () => {
  await pool?.end();
  await service?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const post = async (body: string | Buffer, type: string) => {
  const headers = { "content-type": type };
  const response = await fetch(`${service.address}/v1/events`, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
};

/** The rule and the events of every violation that the API lists. */
const violations = async (): Promise<[string, string[]][]> => {
  const response = await fetch(`${service.address}/api/v1/violations`);
  if (!response.ok) return [];
  const { items } = (await response.json()) as { items: { rule: string; eventIds: string[] }[] };
  return items.map(({ rule, eventIds }) => [rule, eventIds]);
};

const told = async (eventId: string): Promise<boolean> =>
  (await violations()).some(([rule, events]) => rule === "request.body-invalid" && events.includes(eventId));

const isReady = async (): Promise<boolean> => (await fetch(`${service.address}/health/ready`)).ok;

it.each([
  ["no JSON", "{", SINGLE, 400, { reason: "NOT_JSON" }],
  ["nothing", "", SINGLE, 400, { reason: "NOT_JSON" }],
  ["another encoding", NO_UTF8, SINGLE, 400, { reason: "NOT_UTF8" }],
  ["another type", "weight=1", "application/x-www-form-urlencoded", 415, {}],
  ["a deep body", DEEP, SINGLE, 422, { reason: "TOO_DEEP" }],
  ["a huge event", `"${"a".repeat(MIB)}"`, SINGLE, 413, { reason: "TOO_LARGE" }],
  ["a huge request", "\n".repeat(17 * MIB), LINES, 413, {}],
])("%s is refused with what to do, and no stack", async (_, sent, type, status, details) => {
  const answer = await post(sent, type);
  expect(answer).toMatchObject({ status, body: { status, detail: expect.any(String), ...details } });
  expect(JSON.stringify(answer.body)).not.toMatch(/\.[jt]s:\d|node_modules/);
});

it.each([
  ["a path that does not decode", "/api/v1/violations/%zz", 400],
  ["a filter that is none", "/api/v1/violations?severity=loud", 400],
  ["nothing there", "/api/v1/nothing", 404],
])("%s is told as a problem", async (_, path, status) => {
  const response = await fetch(service.address + path);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(await response.json()).toMatchObject({ type: "about:blank", status, detail: expect.any(String) });
});

const { data, ...envelope } = parcel("bad");

it.each([
  ["JSON", "{", 400, { reason: "NOT_JSON" }],
  ["the encoding", NO_UTF8, 400, { reason: "NOT_UTF8" }],
  ["a CloudEvent", JSON.stringify({ hello: 1 }), 422, { pointer: "/id" }],
  ["the time", JSON.stringify({ ...envelope, time: "yesterday", data }), 422, { pointer: "/time" }],
  [
    "a header",
    JSON.stringify({ ...envelope, data: { ...(data as object), request: { headers: "none" } } }),
    422,
    { pointer: "/data/request/headers" },
  ],
  [
    "the integration",
    JSON.stringify({ ...envelope, subject: "nobody", data }),
    422,
    { reason: "UNKNOWN_INTEGRATION", pointer: "/subject" },
  ],
])("nothing is taken of a request in which one event is wrong: %s", async (_, bad, status, details) => {
  const good = Buffer.from(`${JSON.stringify(parcel("refused", 0))}\n`);
  const answer = await post(Buffer.concat([good, Buffer.from(bad), Buffer.from("\n"), good]), LINES);
  expect(answer).toMatchObject({ status, body: { index: 1, ...details } });
});

it("a record of the stream that is no event becomes a dead letter, and its neighbours are judged", async () => {
  const log = (): void => undefined;
  const stream = createPostgresStream(pool, { topic: "clausewatch.observations", partitions: 8, log });
  const record = (value: string | Buffer): OutgoingRecord => ({
    key: "shop-parcels",
    value: Buffer.from(value),
    headers: {},
  });
  const bad: [string, string | Buffer][] = [
    ["NOT_JSON", "{"],
    ["NOT_UTF8", NO_UTF8],
    ["NOT_CLOUDEVENT", "{}"],
    ["TOO_DEEP", DEEP],
    ["INVALID_EVENT", JSON.stringify({ ...envelope, time: "yesterday", data })],
    ["UNKNOWN_INTEGRATION", JSON.stringify({ ...envelope, subject: "nobody", data })],
  ];
  const neighbours = ["before", "after"].map((id) => record(JSON.stringify(parcel(id, 0))));
  const [before, after] = neighbours;
  const producer = await stream.producer();
  await producer.append([before!, ...bad.map(([, value]) => record(value)), after!]);
  await stream.close();

  await until("the record after is judged", () => told("after"), service.log);
  expect(await told("before")).toBe(true);
  expect((await violations()).flatMap(([, events]) => events)).not.toContain("refused");
  const { rows } = await pool.query("SELECT reason FROM dead_letter ORDER BY record_offset");
  expect(rows.map(({ reason }) => reason)).toEqual(bad.map(([reason]) => reason));
});

it("a second process on the same data folder ends, naming the first", async () => {
  const { status, stdout, stderr } = await clausewatch(["up"], settings, folder);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(
    `clausewatch: The data folder ${settings.DATA_FOLDER} is in use by the process with pid ${service.pid}. ` +
      "Stop that process, or set DATA_FOLDER to another folder.\n",
  );
  expect(await isReady()).toBe(true);
});

it("a database that is killed comes back; meanwhile events are refused, and taken later", async () => {
  const event = JSON.stringify(parcel("meanwhile", 0));
  let refused: Awaited<ReturnType<typeof post>> | undefined;
  let wasUnready = false;
  let killed: number | undefined;
  await until(
    "the event is refused, and the service not ready",
    async () => {
      const pid = embeddedPid(settings.DATA_FOLDER!);
      if (pid !== undefined && pid !== killed) process.kill((killed = pid), "SIGKILL");
      const [answer, ready] = await Promise.all([post(event, SINGLE), isReady()]);
      if (answer.status === 503) refused = answer;
      wasUnready ||= !ready;
      return refused !== undefined && wasUnready;
    },
    service.log,
  );
  expect(refused!.body).toMatchObject({ status: 503, detail: expect.any(String) });

  await until("the event is taken", async () => (await post(event, SINGLE)).status === 202, service.log);
  await until("the event is judged", () => told("meanwhile"), service.log);
  expect(await told("before")).toBe(true);
  expect(service.log()).not.toContain("    at ");
}, 90_000);

it("SIGTERM ends it with 0 within ten seconds", async () => {
  const beganMs = Date.now();
  expect(await service.end("SIGTERM")).toBe(0);
  expect(Date.now() - beganMs).toBeLessThan(10_000);
  expect(service.log()).not.toContain("defect of Clausewatch");
});
