import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch, startService, type RunningService } from "../support/clausewatch.ts";

const GUIDE = readFileSync("docs/access.md", "utf8");

/** The guide's commands, as a shell would split them. */
const COMMANDS = [...GUIDE.matchAll(/^npx clausewatch (.*)$/gm)].map(([, line = ""]) =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, word]) => quoted ?? word!),
);

let folder: string;
let service: RunningService | undefined;

const start = async (env: Record<string, string> = {}): Promise<RunningService> => {
  service = await startService(["up"], { DATA_FOLDER: folder, ...env });
  return service;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-access-"));
});

afterEach(async () => {
  await service?.end("SIGTERM");
  service = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const EVENT = {
  specversion: "1.0",
  id: "e-1",
  source: "/edge",
  type: "http.exchange.v1",
  time: "2024-01-15T10:30:00Z",
  data: { method: "GET", url: "https://api.example.com/api/v1/orders/x", response: { status: 200 } },
};

it("opens to beyond this machine only once somebody has an account, by the guide's commands", async () => {
  const refused = await clausewatch(["up"], { DATA_FOLDER: folder, HOST: "0.0.0.0" });
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("user create NAME --role admin"),
  });
  expect(refused.stderr).not.toContain(" at ");
  const [person, ingest, viewer, ...more] = COMMANDS;
  expect(more).toEqual([]);
  const run = async (args: readonly string[] = []): Promise<string> => {
    const { status, stdout, stderr } = await clausewatch(args, { DATA_FOLDER: folder });
    expect([status, stderr]).toEqual([0, expect.stringContaining("shown once")]);
    return stdout.trim();
  };
  const password = await run(person);
  const keys = { ingest: await run(ingest), viewer: await run(viewer) };

  const { address } = await start({ HOST: "127.0.0.1" });
  const send = (path: string, key: string | undefined, body?: object) =>
    fetch(`${address}${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body && { "content-type": "application/cloudevents+json" }),
      },
      body: body && JSON.stringify(body),
    });
  expect((await send("/health/ready", undefined)).status).toBe(200);
  expect((await send("/", undefined)).status).toBe(200);
  for (const [path, key, status] of [
    ["/metrics", undefined, 401],
    ["/metrics", keys.viewer, 200],
    ["/metrics", keys.ingest, 403],
    ["/api/v1/violations", keys.viewer, 200],
    ["/api/v1/violations", `${keys.viewer}x`, 401],
  ] as const)
    expect([path, (await send(path, key)).status]).toEqual([path, status]);
  expect((await send("/v1/events", undefined, EVENT)).status).toBe(401);
  expect((await send("/v1/events", keys.viewer, EVENT)).status).toBe(403);
  expect((await send("/v1/events", keys.ingest, EVENT)).status).toBe(202);
  const signIn = await fetch(`${address}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "ada@example.com", password }),
  });
  expect(await signIn.json()).toMatchObject({ state: "signed-in", role: "admin" });
}, 120_000);

it.each([
  [["user", "create", "ada", "--role", "king"], "It takes one of viewer, operator, auditor, admin."],
  [["token", "create", "x", "--role", "viewer", "--integration", "y"], "Only a key of the role ingest"],
  [["user", "create", "ada", "--role", "viewer", "--password-file", "/missing"], "cannot be read"],
])("refuses %j in a sentence", async (args, words) => {
  const { status, stderr } = await clausewatch(args, { DATA_FOLDER: folder });
  expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
});
