import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch, type Finished } from "../support/clausewatch.ts";
import { parcel, PARCELS } from "./parcels.ts";

const DEEP = 20_000;
const MIB = 1 << 20;
const NOWHERE = "127.0.0.1:1";

let folder: string;
let taken: Server;

const files: Readonly<Record<string, string | Buffer>> = {
  "parcels.md": PARCELS,
  "twin.md": PARCELS,
  "notes.md": "# Notes\n\nWe like each other.\n",
  "broken.md": `${PARCELS}\n\`\`\`yaml\nerror_codes: [\n\`\`\`\n`,
  "latin1.md": Buffer.from("# Tarif \xe9tendu\n", "latin1"),
  "huge.md": "a".repeat(MIB + 1),
  "deep.yaml": `a: ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n`,
  "events.ndjson": `${JSON.stringify(parcel("a"))}\n`,
  "words.ndjson": "these are\nno events\n",
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-bad-input-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "empty"));
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await new Promise((resolve) => taken.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const run = (command: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> =>
  clausewatch(command.split(" "), { LOG_LEVEL: "silent", DATA_FOLDER: join(folder, "data"), ...env }, folder);

/** The command ends with 2 and the words, as one line and without a stack. */
const expectOneLine = ({ status, stdout, stderr }: Finished, says: string): void => {
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: expect.any(String) });
  expect(stderr).toMatch(/^clausewatch: .*\n$/);
  expect(stderr).toContain(says);
};

describe("one clear line for", () => {
  it.each([
    ["an unknown command", "chek", "unknown command 'chek'"],
    ["an unknown format", "check --spec parcels.md --format xml events.ndjson", "one of text, ndjson, json"],
    ["an unknown rule", "check --spec parcels.md --only a.b events.ndjson", "`clausewatch rules` lists them"],
    ["no specification", "check events.ndjson", "'--spec <path>' not specified"],
    ["no such specification", "check --spec gone.md events.ndjson", "no specification at gone.md. Check the"],
    ["a folder without one", "lint empty", "empty holds no .md, .yaml or .yml file"],
    ["another encoding", "lint latin1.md", "latin1.md is not UTF-8 text. Save it as UTF-8."],
    ["a huge specification", "lint huge.md", "at most 1 MiB. Split it into several files."],
    [
      "a specification that does not parse",
      "check --spec broken.md events.ndjson",
      "broken.md:31:15: This YAML",
    ],
    [
      "a specification nested deeply",
      "check --spec deep.yaml events.ndjson",
      "deep.yaml:1:1: This YAML nests",
    ],
    [
      "a specification of nothing",
      "check --spec notes.md events.ndjson",
      "states nothing that can be checked",
    ],
    [
      "one integration twice",
      "check --spec parcels.md --spec twin.md events.ndjson",
      'the integration "shop-',
    ],
    ["no such events", "check --spec parcels.md gone.ndjson", "There is no file gone.ndjson. Check the path"],
    ["a folder of events", "check --spec parcels.md empty", "empty is a folder. Name the files in it."],
    ["nothing to simulate", "simulate --spec notes.md", "documents no endpoint"],
    [
      "a fault it cannot make",
      "simulate --spec parcels.md --faults a.b",
      "knows no fault for a.b. It knows auth.",
    ],
    [
      "truth it cannot write",
      "simulate --spec parcels.md --truth gone/truth",
      "--truth gone/truth cannot be",
    ],
    ["nobody to send to", `simulate --spec parcels.md --to http://${NOWHERE}`, "Is the gateway up?"],
    ["no database to migrate", "migrate", "DATABASE_URL is not set."],
  ])("%s", async (_, command, says) => expectOneLine(await run(command), says));

  it.each<[string, Record<string, string>, string]>([
    ["a specification that is gone", { SPECS: "gone.md" }, "There is no specification at gone.md."],
    [
      "a specification that does not parse",
      { SPECS: "broken.md" },
      "broken.md:31:15: This YAML does not parse",
    ],
    ["a data folder that is a file", { DATA_FOLDER: "notes.md" }, "Set DATA_FOLDER to a folder that can"],
    [
      "a database that is down",
      { DATABASE_URL: `postgres://shop:hidden@${NOWHERE}/shop` },
      `PostgreSQL at postgres://shop:***@${NOWHERE}/shop does not answer`,
    ],
    ["Kafka that is down", { KAFKA_BROKERS: NOWHERE }, `Kafka at ${NOWHERE} cannot be used`],
  ])("a start with %s", async (_, env, says) => {
    const service = env.KAFKA_BROKERS === undefined ? "up" : "gateway";
    expectOneLine(await run(service, { SPECS: "parcels.md", ...env }), says);
  });

  it("a port in use, before anything is begun", async () => {
    const { port } = taken.address() as AddressInfo;
    const finished = await run("up", { SPECS: "parcels.md", PORT: String(port), DATA_FOLDER: "untouched" });
    expectOneLine(finished, `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or set PORT.`);
    expect(existsSync(join(folder, "untouched"))).toBe(false);
  });
});

it("names every wrong setting at once", async () => {
  const { status, stderr } = await run("up", { PORT: "harbour", LOG_LEVEL: "loud", KAFKA_BROKERS: "kafka" });
  expect([status, stderr.split("\n")]).toEqual([
    2,
    [
      "clausewatch: The configuration is wrong:",
      expect.stringContaining("KAFKA_BROKERS is a list of host:port"),
      expect.stringContaining("PORT is a port number"),
      expect.stringContaining("LOG_LEVEL is trace, debug"),
      "",
    ],
  ]);
});

it("judges the good events between lines that are none", async () => {
  const { data, ...envelope } = parcel("x");
  const lines = [
    JSON.stringify(parcel("good-1")),
    "{not JSON",
    Buffer.from([0x22, 0xff, 0x22]),
    "[]",
    JSON.stringify({ hello: 1 }),
    JSON.stringify({ ...parcel("headers"), data: { ...(data as object), request: { headers: "none" } } }),
    JSON.stringify({ ...envelope, subject: "nobody", data }),
    JSON.stringify({ ...parcel("time"), time: "yesterday" }),
    `{"a":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`,
    `"${"a".repeat(5 * MIB)}"`,
    JSON.stringify(parcel("good-2", 0)),
  ];
  writeFileSync(
    join(folder, "mixed.ndjson"),
    Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")])),
  );
  const { status, stdout, stderr } = await run("check --spec parcels.md --format json mixed.ndjson");
  const { violations, summary } = JSON.parse(stdout);
  expect(violations).toMatchObject([{ rule: "request.body-invalid", eventIds: ["good-2"] }]);
  expect(summary.events).toEqual({ judged: 2, duplicate: 0, ignored: 0, unreadable: 9 });
  expect(status).toBe(1);
  expect(
    stderr
      .trimEnd()
      .split("\n")
      .map((line) => line.split(":")[1]),
  ).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  expect(stderr).not.toContain("    at ");
});

it("tells input of which nothing could be judged from input without violations", async () => {
  const { status, stderr } = await run("check --spec parcels.md words.ndjson");
  expect(status).toBe(2);
  expect(stderr.split("\n")).toEqual([
    "words.ndjson:1: the event is no JSON",
    "words.ndjson:2: the event is no JSON",
    expect.stringMatching(/^clausewatch: No line could be judged/),
    "",
  ]);
});
