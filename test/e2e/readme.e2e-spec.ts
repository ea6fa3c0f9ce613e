import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/until.ts";
import { describeWithTools } from "../support/tools.ts";

/**
 * The README's commands run as they stand there, in order, in a folder that shows the checkout through links, so that
 * what they write stays out of it. Only the address differs: port 4600 becomes a free one.
 */
const README = readFileSync("README.md", "utf8");
const ADDRESS = "http://127.0.0.1:4600";
const SERVICE = "npm start -- --demo";
const SPEC = "examples/orders/orders-integration-spec.md";

/** Every command that the README may hold, with the status it ends with and what it says. */
const COMMANDS: Readonly<Record<string, { status: number; says: RegExp }>> = {
  [`npx clausewatch lint ${SPEC}`]: { status: 0, says: / 0 errors, .* of the clauses are enforced\.\n$/ },
  [`npx clausewatch clauses ${SPEC}`]: { status: 0, says: /\d+ of \d+ clauses are enforced/ },
  [`npx clausewatch simulate --spec ${SPEC} --count 5000 --truth truth.ndjson > traffic.ndjson`]: {
    status: 0,
    says: /^$/,
  },
  [`npx clausewatch check --spec ${SPEC} traffic.ndjson`]: {
    status: 1,
    says: /5,000 events judged: [\d,]+ violations/,
  },
  [`curl --fail-with-body ${ADDRESS}/v1/events -H 'content-type: application/x-ndjson' --data-binary @traffic.ndjson`]:
    { status: 0, says: /^\{"accepted":5000\}$/ },
};

const commands = [...README.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .filter((line) => line.trim() !== "");

let folder: string;
let address: string;
let env: NodeJS.ProcessEnv;
let service: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-readme-"));
  for (const name of readdirSync(".").filter((one) => one !== ".git" && one !== ".data"))
    symlinkSync(join(process.cwd(), name), join(folder, name));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const own = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith("npm_"));
  env = { ...Object.fromEntries(own), PORT: String(port), NO_COLOR: "1", LOG_LEVEL: "warn" };
});

const signal = (child: ChildProcess, name: NodeJS.Signals): void => {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
};

afterAll(() => {
  if (service) signal(service, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a command line in a shell and a process group of its own. */
const start = (command: string): { child: ChildProcess; stdout: () => string; stderr: () => string } => {
  const options = { cwd: folder, env, detached: true, shell: true } as const;
  const child = spawn(command.replace(ADDRESS, address), options);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (stderr += bytes.toString()));
  return { child, stdout: () => stdout, stderr: () => stderr };
};

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("close", (status) => resolve(status)));

it("the README holds the commands that are known here, the service first", () =>
  expect(commands).toEqual([SERVICE, ...Object.keys(COMMANDS)]));

it("the README's links lead somewhere", () => {
  const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
  expect(links.length).toBeGreaterThan(5);
  for (const path of links) expect(readFileSync(path).length).toBeGreaterThan(0);
});

describeWithTools(["curl", "npm", "npx"], "the README's commands", () => {
  it(`${SERVICE} prints the console's address`, async () => {
    const running = start(SERVICE);
    service = running.child;
    const isUp = async (): Promise<boolean> => running.stdout().includes(`is up: ${address}\n`);
    await until("the service is up", isUp, () => running.stdout() + running.stderr());
    expect((await fetch(address)).headers.get("content-type")).toContain("text/html");
  }, 90_000);

  it.each(Object.entries(COMMANDS))(
    "%s",
    async (command, { status, says }) => {
      const { child, stdout, stderr } = start(command);
      expect({ status: await ended(child), stderr: stderr() }).toEqual({
        status,
        stderr: expect.any(String),
      });
      expect(stdout()).toMatch(says);
    },
    60_000,
  );

  it("what was sent is judged, and SIGTERM ends the service", async () => {
    const rules = async (): Promise<Set<string>> => {
      const response = await fetch(`${address}/api/v1/violations?limit=100`);
      const { items } = (await response.json()) as { items: { rule: string }[] };
      return new Set(items.map(({ rule }) => rule));
    };
    await until(
      "violations of many rules",
      async () => (await rules()).size > 10,
      () => "",
    );
    const closed = ended(service!);
    signal(service!, "SIGTERM");
    await closed;
    await expect(fetch(address)).rejects.toThrow("fetch failed");
  }, 90_000);
});
