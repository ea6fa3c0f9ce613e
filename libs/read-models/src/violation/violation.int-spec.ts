import pg from "pg";
import type { DataSource } from "typeorm";
import { migrate } from "#platform";
import type { ViolationEvent } from "#violation";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { InvalidCursor } from "../page.ts";
import { findViolation } from "./find-violation.ts";
import { groupViolations } from "./group-violations.ts";
import { readAlike } from "./read-courses.ts";
import { listViolations, type ViolationFilter } from "./list-violations.ts";
import { opened, stored } from "./stored-violations.fixture.ts";
import { violationProjection } from "./violation.projection.ts";

let postgres: TestPostgres;
let client: pg.Client;
let source: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, READ_MODEL_MIGRATIONS);
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  source = await createReadModelSource(postgres.url).initialize();
});

afterAll(async () => {
  await source?.destroy();
  await client?.end();
  await postgres?.stop();
});

beforeEach(() => violationProjection.reset(client));

const project = (...events: ViolationEvent[]) => violationProjection.handle(client, stored(...events));

const recurred = (id: string, count: number): ViolationEvent => ({
  type: "ViolationRecurred",
  id,
  count,
  eventIds: ["e1", "e9"],
  lastTime: "2024-03-01T11:00:00.000Z",
  ended: false,
});

describe("projection", () => {
  const life: ViolationEvent[] = [
    opened({ id: "v1" }),
    recurred("v1", 10),
    { type: "ViolationEscalated", id: "v1", severity: "critical", time: "2024-03-01T10:30:00.000Z" },
    { type: "ViolationAcknowledged", id: "v1", by: "someone" },
    { type: "ViolationAssigned", id: "v1", to: "ada", by: "someone" },
  ];

  it("keeps everything of the opening", async () => {
    await project(opened({ id: "v1" }));
    expect(await findViolation(source, "v1")).toMatchObject({
      version: 1,
      rule: "request.body-invalid",
      severity: "error",
      party: "consumer",
      status: "open",
      integration: "shop-parcels",
      environment: "production",
      client: "shop",
      endpoint: "POST /parcels",
      clausePath: "endpoint[POST /parcels].request.body",
      clauseFile: "parcels.md",
      clauseLine: 12,
      clauseText: "minimum: 1",
      occurredAt: new Date("2024-03-01T10:00:00.000Z"),
      lastAt: new Date("2024-03-01T10:00:00.000Z"),
      message: "weight is 0; the specification asks for at least 1",
      evidence: { expected: "≥ 1", actual: 0, pointer: "/weight" },
      eventIds: ["e1"],
      count: 1,
      revision: `sha256:${"a".repeat(64)}`,
    });
  });

  it("follows its life, whatever the batches", async () => {
    const expected = {
      version: 5,
      owner: "ada",
      count: 10,
      severity: "critical",
      status: "acknowledged",
      eventIds: ["e1", "e9"],
      lastAt: new Date("2024-03-01T11:00:00.000Z"),
    };
    await project(...life);
    const whole = await findViolation(source, "v1");
    expect(whole).toMatchObject(expected);
    await violationProjection.reset(client);
    for (const event of stored(...life)) await violationProjection.handle(client, [event]);
    expect(await findViolation(source, "v1")).toEqual(whole);
  });

  it("changes nothing when events come again, all or only the first", async () => {
    await project(...life);
    const before = await findViolation(source, "v1");
    await project(...life);
    await project(...life.slice(0, 2));
    expect(await findViolation(source, "v1")).toEqual(before);
  });

  it("passes over events of others", async () => {
    const [event] = stored(opened({ id: "v1" }));
    await violationProjection.handle(client, [{ ...event!, type: "RevisionActivated" }]);
    expect(await findViolation(source, "v1")).toBeNull();
  });

  it("holds U+0000, lone surrogates and large counts", async () => {
    const nasty = "a\u0000b\ud800c \\u0000 \\";
    await project(
      opened({ id: "v1", client: nasty, message: nasty, evidence: { actual: nasty }, eventIds: [nasty] }),
      recurred("v1", 5_000_000_000),
    );
    expect(await findViolation(source, "v1")).toMatchObject({
      client: "a\uFFFDb\uFFFDc \\u0000 \\",
      message: "a\uFFFDb\uFFFDc \\u0000 \\",
      evidence: { actual: nasty },
      count: 5_000_000_000,
    });
  });
});

describe("groups", () => {
  const now = new Date("2024-03-01T12:30:00.000Z");
  const groups = async (by: "clause" | "client" | "endpoint", filter = {}) =>
    (await groupViolations(source, by, filter, now)).map(({ key, violations, unresolved, unowned }) => [
      key,
      violations,
      unresolved,
      unowned,
    ]);
  const long = "\u{1F4A5}".repeat(500);

  beforeEach(() =>
    project(
      opened({ id: "g1" }),
      opened({ id: "g2", client: long, time: "2024-03-01T12:10:00.000Z" }),
      opened({ id: "g3", client: undefined, severity: "warning", endpoint: "GET /parcels" }),
      {
        type: "ViolationRecurred",
        id: "g3",
        count: 10,
        eventIds: [],
        lastTime: "2024-03-01T12:20:00.000Z",
        ended: true,
      },
      { type: "ViolationAssigned", id: "g1", to: "ada", by: "ada" },
      { type: "ViolationResolved", id: "g2", by: "ada" },
    ),
  );

  it("count with their course, whatever has become of each", async () => {
    expect(await groupViolations(source, "clause", {}, now)).toEqual([
      {
        integration: "shop-parcels",
        key: "endpoint[POST /parcels].request.body",
        violations: 3,
        occurrences: 12,
        unresolved: 2,
        unowned: 1,
        severity: "error",
        clause: { file: "parcels.md", line: 12, text: "minimum: 1" },
        course: [...Array.from({ length: 21 }, () => 0), 2, 0, 1],
      },
    ]);
    expect(await groups("client")).toEqual([
      ["shop", 1, 1, 0],
      [long, 1, 0, 0],
      ["", 1, 1, 1],
    ]);
    expect(await groups("endpoint", { severity: "error", owner: "ada" })).toEqual([
      ["POST /parcels", 1, 1, 0],
    ]);
    expect(await groups("client", { unowned: true })).toEqual([["", 1, 1, 1]]);
  });

  it("unfold by their keys", async () => {
    const ids = async (filter: ViolationFilter) =>
      (await listViolations(source, filter, { limit: 50 })).items.map(({ id }) => id);
    expect(await ids({ client: long })).toEqual(["g2"]);
    expect(await ids({ without: "client" })).toEqual(["g3"]);
    const alike = { integration: "shop-parcels", clausePath: "endpoint[POST /parcels].request.body" };
    const [shop, nobody] = await readAlike(
      source,
      [
        { ...alike, client: "shop" },
        { ...alike, client: null },
      ],
      now,
    );
    expect([shop![21], shop![23], nobody![21]]).toEqual([1, 0, 1]);
  });

  it("are gone with their violations", async () => {
    await violationProjection.reset(client);
    expect(await groups("clause")).toEqual([]);
  });
});

describe("list", () => {
  const ids = async (filter: ViolationFilter) =>
    (await listViolations(source, filter, { limit: 50 })).items.map(({ id }) => id);

  it.each<[string, ViolationFilter, string[]]>([
    ["nothing: newest first", {}, ["c", "b", "a"]],
    ["rule", { rule: "rate-limit.exceeded" }, ["b"]],
    ["severity, at least", { severity: "error" }, ["c", "a"]],
    ["the lowest severity", { severity: "info" }, ["c", "b", "a"]],
    ["party", { party: "provider" }, ["c"]],
    ["status", { status: "resolved" }, ["b"]],
    ["integration", { integration: "shop-parcels" }, ["b", "a"]],
    ["environment", { environment: "sandbox" }, ["c"]],
    ["client", { client: "shop" }, ["b", "a"]],
    ["endpoint", { endpoint: "GET /parcels" }, ["b"]],
    ["clause", { clause: "rate_limits.default" }, ["b"]],
    ["from, inclusive", { from: new Date("2024-03-01T11:00:00.000Z") }, ["c", "b"]],
    ["to, exclusive", { to: new Date("2024-03-01T11:00:00.000Z") }, ["a"]],
    ["text in the message", { text: "WEIGHT" }, ["a"]],
    ["text in the rule", { text: "rate-limit" }, ["b"]],
    ["text with wildcards, taken literally", { text: "100%" }, ["c"]],
    ["an underscore, taken literally", { text: "m_nimum" }, []],
    ["a backslash", { text: "\\" }, []],
    ["several", { integration: "shop-parcels", severity: "error" }, ["a"]],
    ["U+0000, stored as U+FFFD", { client: "a\u0000b" }, []],
    ["a quote", { rule: "' OR 1=1 --" }, []],
  ])("narrows by %s", async (_name, filter, expected) => {
    await project(
      opened({ id: "a" }),
      opened({
        id: "b",
        rule: "rate-limit.exceeded",
        severity: "warning",
        time: "2024-03-01T11:00:00.000Z",
        endpoint: "GET /parcels",
        clause: { path: "rate_limits.default", file: "parcels.md", line: 90, text: "60 a minute" },
        message: "61 requests",
      }),
      opened({
        id: "c",
        severity: "critical",
        party: "provider",
        integration: "other",
        environment: "sandbox",
        client: undefined,
        time: "2024-03-01T12:00:00.000Z",
        message: "100% of it",
      }),
      { type: "ViolationResolved", id: "b", by: "someone" },
    );
    expect(await ids(filter)).toEqual(expected);
  });

  it("pages without repeating or skipping, also among equal times and while rows are added", async () => {
    const name = (index: number) => `v${String(index).padStart(2, "0")}`;
    const time = (index: number) => `2024-03-01T10:0${Math.floor(index / 4)}:00.123Z`;
    const first = Array.from({ length: 11 }, (_, index) => opened({ id: name(index), time: time(index) }));
    await project(...first);
    const seen: string[] = [];
    let cursor: string | undefined;
    let added = 0;
    do {
      const page = await listViolations(source, {}, { limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await project(opened({ id: `new${added++}`, time: "2024-03-01T23:00:00.000Z" }));
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 11 }, (_, index) => name(10 - index)));
  });

  it("has no next page when the last row fits exactly", async () => {
    await project(opened({ id: "a" }), opened({ id: "b" }));
    expect((await listViolations(source, {}, { limit: 2 })).nextCursor).toBeUndefined();
  });

  it.each([
    "",
    "x",
    "AAAA",
    Buffer.from("12 \u0000").toString("base64url"),
    `${Buffer.from("12 a").toString("base64url")}=`,
  ])("refuses the cursor %j", async (cursor) => {
    await expect(listViolations(source, {}, { limit: 2, cursor })).rejects.toThrow(InvalidCursor);
  });
});
