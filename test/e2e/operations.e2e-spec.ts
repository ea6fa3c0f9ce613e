import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { createPool } from "#platform";
import { createPostgresStream } from "#stream";
import { clausewatch, startService, type Finished, type RunningService } from "../support/clausewatch.ts";
import { until } from "../support/until.ts";
import { embeddedDatabase } from "./embedded-database.ts";
import { parcel, PARCELS } from "./parcels.ts";

const GUIDE = readFileSync("docs/operations.md", "utf8");
const OTHER = PARCELS.replaceAll("shop-parcels", "shop-letters").replaceAll(
  "parcels.example",
  "letters.example",
);

/** A changed checkout is built by the first command. */
jest.setTimeout(120_000);

let folder: string;
let settings: Record<string, string>;
let service: RunningService;
let pool: Pool;
const ran = new Set<string>();

/** Runs a command of the guide, as it stands there. */
const run = (command: string): Promise<Finished> => {
  ran.add(command);
  return clausewatch(command.split(" "), settings, folder);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-operations-"));
  const specifications = join(folder, "specifications");
  mkdirSync(specifications);
  writeFileSync(join(specifications, "parcels.md"), PARCELS);
  settings = { DATA_FOLDER: join(folder, "data"), SPECS: join(specifications, "*.md") };
  service = await startService(["up"], settings);
  pool = createPool(embeddedDatabase(settings.DATA_FOLDER!).url);
});

afterAll(async () => {
  if (!pool?.ended) await pool?.end();
  await service?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const letter = (id: string) => ({ ...parcel(id, 0), subject: "shop-letters" });

/** Appends records behind the gateway's back, and waits until they are judged. */
const append = async (...texts: string[]): Promise<void> => {
  const log = (): void => undefined;
  const stream = createPostgresStream(pool, { topic: "clausewatch.observations", partitions: 8, log });
  const producer = await stream.producer();
  await producer.append(
    texts.map((text) => ({ key: "shop-letters", value: Buffer.from(text), headers: {} })),
  );
  await stream.close();
  await judged();
};

const judged = (): Promise<void> =>
  until(
    "everything is judged",
    async () => {
      const { rows } = await pool.query(
        "SELECT (SELECT sum(next_offset) FROM observation_lane) = (SELECT sum(next_offset) FROM shard) AS all",
      );
      return rows[0].all === true;
    },
    service.log,
  );

const count = async (table: string): Promise<number> =>
  (await pool.query(`SELECT count(*)::int AS count FROM ${table}`)).rows[0].count;

const violations = async (): Promise<unknown[]> =>
  (await pool.query("SELECT * FROM violation ORDER BY id")).rows;

const projected = (events: number): Promise<void> =>
  until("the read models hold it", async () => (await count("violation")) >= events, service.log);

it("lists dead letters with their reasons", async () => {
  const huge = JSON.stringify({ ...letter("huge"), padding: "x".repeat(70_000) });
  await append("{", JSON.stringify(letter("1")), JSON.stringify(letter("2")), huge);
  await until("they are stored", async () => (await count("dead_letter")) === 4, service.log);

  const { status, stdout } = await run("dead-letters");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^1 {2}\S+Z {2}clausewatch\.observations\/\d+@0 {2}NOT_JSON {2}.+\n/);
  expect(stdout).toMatch(/\n4 dead letters: 1 NOT_JSON, 3 UNKNOWN_INTEGRATION\n$/);
  const json = JSON.parse((await run("dead-letters --reason NOT_JSON --format json")).stdout);
  expect(json).toMatchObject([{ id: 1, reason: "NOT_JSON", text: "{", kept: "whole", key: "shop-letters" }]);
  expect((await run("dead-letters --to 2020-01-01")).stdout).toBe("There are no dead letters.\n");
  expect(await run("dead-letters --from yesterday")).toMatchObject({ status: 2, stdout: "" });
});

it("tells what a replay would do, and does nothing", async () => {
  const { stdout } = await run("replay dead-letters --dry-run");
  expect(stdout).toBe(
    "1 NOT_JSON\n1 UNKNOWN_INTEGRATION cannot be replayed: only a part of the record was kept\n" +
      "2 UNKNOWN_INTEGRATION\n3 dead letters would be replayed.\n",
  );
  expect((await run("dead-letters --pending")).stdout).toContain("4 dead letters");
});

it("what fails again in a replay stays what it was", async () => {
  expect((await run("replay dead-letters")).stdout).toContain("3 dead letters were replayed.");
  await judged();
  await until(
    "they have failed again",
    async () => (await run("dead-letters --pending")).stdout.includes("\n4 dead letters"),
    service.log,
  );
  expect(await count("dead_letter")).toBe(4);
});

it("the API replays one too, into the stream that the service reads", async () => {
  const letter = `${service.address}/api/v1/dead-letters/1`;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${letter}/replay`, { method: "POST", headers, body: "{}" });
  expect(await answer.json()).toEqual({ replayed: 1, left: [] });
  const again = async () => (await (await fetch(letter)).json()) as { replays: number; replayedAt?: string };
  await until("it has failed again", async () => (await again()).replayedAt === undefined, service.log);
  expect(await again()).toMatchObject({ reason: "NOT_JSON", replays: 2, text: "{" });
});

/** How many events were judged, beside those that the clock brings about. */
const said = async (): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM event WHERE stream ~ '^(violation|integration)-'",
  );
  return rows[0]!.n;
};

it("after the fix a replay is judged, and a second one changes nothing", async () => {
  const before = await said();
  writeFileSync(join(folder, "specifications", "letters.md"), OTHER);
  const active = "SELECT 1 FROM event WHERE stream = 'integration-shop-letters'";
  await until("it is active", async () => (await pool.query(active)).rowCount === 1, service.log);

  expect((await run("replay dead-letters --reason UNKNOWN_INTEGRATION")).stdout).toMatch(
    /\n2 dead letters were replayed\./,
  );
  await projected(2);
  const events = await said();
  expect(events).toBeGreaterThan(before);
  expect((await run("replay dead-letters --reason UNKNOWN_INTEGRATION")).stdout).toMatch(
    /There is nothing to replay\.\n$/,
  );
  await pool.query("UPDATE dead_letter SET replayed_at = NULL");
  expect((await run("replay dead-letters")).stdout).toContain("3 dead letters were replayed.");
  await judged();
  expect([await said(), await count("dead_letter")]).toEqual([events, 4]);
});

/** An attempt to deliver an event about a person. */
const delivered = (id: string) => ({
  ...parcel(id),
  type: "webhook.attempt.v1",
  data: {
    environment: "production",
    observedBy: "sender",
    endpoint: "https://shop.example/hooks",
    eventId: "evt_42",
    request: { headers: {}, bodyText: '{"name":"Ada Lovelace"}' },
    response: { status: 200, headers: {} },
  },
});

it("shows, exports, holds and erases what is kept of one object", async () => {
  const EVENT = "--integration shop-parcels --object evt_42";
  const body = JSON.stringify([delivered("first"), delivered("second")]);
  const headers = { "content-type": "application/cloudevents-batch+json" };
  expect((await fetch(`${service.address}/v1/events`, { method: "POST", headers, body })).status).toBe(202);
  await until("they are listed", async () => (await count("delivery_attempt")) === 2, service.log);
  expect((await run(`subjects show ${EVENT}`)).stdout).toMatch(
    /^[0-9a-f]{32}, webhook event, .*2 payloads\n$/,
  );
  const { stdout } = await run(`subjects export ${EVENT}`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string; text?: string });
  expect(lines.map(({ kind }) => kind)).toEqual(["attempt", "attempt", "payload", "payload"]);
  expect(lines[3]!.text).toBe('{"name":"Ada Lovelace"}');

  expect((await run(`subjects hold ${EVENT} --reason case-7`)).stdout).toBe("It is held.\n");
  const erase = `subjects erase ${EVENT} --reason request-of-2024-01-15`;
  expect(await run(erase)).toMatchObject({
    status: 2,
    stderr: 'clausewatch: A legal hold is on "evt_42". Release it first.\n',
  });
  expect((await run(`subjects release ${EVENT}`)).stdout).toBe("It is released.\n");
  expect(await run(erase)).toMatchObject({ status: 0, stdout: "2 payloads and their key are destroyed.\n" });
  const after = (await run(`subjects export ${EVENT}`)).stdout;
  expect(after).not.toContain("Ada");
  expect(after).toContain("SubjectErased");
  expect((await run("subjects show --integration shop-parcels --object evt_43")).stderr).toMatch(
    /^clausewatch: Nothing is kept of "evt_43" in shop-parcels\./,
  );
});

it("verifies the chain while the service runs", async () => {
  const { status, stdout } = await run("verify");
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^\d+ events are whole; the head's hash is [0-9a-f]{64}\.\n$/),
  ]);
});

it("rebuilds read models to what they were, as often as one likes", async () => {
  const before = await violations();
  expect(before.length).toBeGreaterThan(1);
  await pool.query("UPDATE violation SET message = 'spoilt'");
  for (const command of ["rebuild violation", "rebuild all", "rebuild all"]) {
    expect((await run(command)).stdout).toMatch(/^violation was rebuilt from \d+ events\.\n/);
    expect(await violations()).toEqual(before);
  }
  expect(await run("rebuild everything")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'clausewatch: There is no read model "everything". It takes violation, integration, maintenance, service-level, silence, notification, delivery, redelivery, exercise or all.\n',
  });
});

it("names every metric in the guide, and no other", async () => {
  const text = await (await fetch(`${service.address}/metrics`)).text();
  const served = [...text.matchAll(/^# TYPE (clausewatch_\w+) /gm)].map(([, name = ""]) => name);
  const told = [...GUIDE.matchAll(/^\| `(clausewatch_\w+)`/gm)].map(([, name = ""]) =>
    name.replace(/_total$/, ""),
  );
  expect(told.toSorted()).toEqual(served.map((name) => name.replace(/_total$/, "")).toSorted());
});

it("exports no objectives where the specification promises none", async () => {
  expect(await run("export prometheus --spec specifications/parcels.md")).toMatchObject({
    status: 0,
    stdout: "groups: []\n",
  });
});

it("reports a month, and says where nothing was measured", async () => {
  const page = await run("export report --month 2024-01");
  expect([page.status, page.stderr]).toEqual([0, ""]);
  expect(page.stdout).toMatch(/^<!doctype html>/);
  expect(page.stdout).toContain("Nothing was measured in this month.");
  const json = await run("export report --month 2024-01 --integration shop-parcels --format json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    month: "2024-01",
    integrations: [{ integration: "shop-parcels", state: "no-data", objectives: [], evidence: [] }],
  });
  expect(await run("export report --month 2024-01 --integration shop-horses")).toEqual({
    status: 2,
    stdout: "",
    stderr: 'clausewatch: There is no integration "shop-horses". There are: shop-letters, shop-parcels.\n',
  });
  const { status, stderr } = await run("export report --month January");
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^clausewatch: .*such as 2024-01\.\n$/)]);
});

it("SIGTERM ends it with 0 within ten seconds, and its claims are released", async () => {
  const beganMs = Date.now();
  await pool.end();
  expect(await service.end("SIGTERM")).toBe(0);
  expect(Date.now() - beganMs).toBeLessThan(10_000);
});

it("one changed byte of one event is found, with its position, also where no service runs", async () => {
  service = await startService(["console"], settings);
  pool = createPool(embeddedDatabase(settings.DATA_FOLDER!).url);
  expect((await pool.query("SELECT 1 FROM shard WHERE owner IS NOT NULL")).rowCount).toBe(0);
  const tamper = "UPDATE event SET data = replace(data::text, 'ViolationOpened', 'ViolationOpeneD')::json";
  const { rows } = await pool.query(
    `${tamper} WHERE position = (SELECT min(position) FROM event WHERE type = 'ViolationOpened') RETURNING position`,
  );
  await pool.end();
  expect(await service.end("SIGTERM")).toBe(0);
  expect(await run("verify")).toMatchObject({
    status: 1,
    stdout: `The chain is broken at position ${rows[0].position}: its content does not give its hash.\n`,
  });
});

it("says what to do where there is no database", async () => {
  const { status, stderr } = await clausewatch(["verify"], { DATA_FOLDER: join(folder, "nothing") }, folder);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^clausewatch: DATABASE_URL is not set, and there is no database in .*\n$/),
  ]);
});

it("ran every command of the guide", () => {
  const commands = [...GUIDE.matchAll(/^npx clausewatch (.*)$/gm)].map(([, command = ""]) => command);
  expect(commands.length).toBeGreaterThan(5);
  expect([...ran]).toEqual(expect.arrayContaining(commands));
});
