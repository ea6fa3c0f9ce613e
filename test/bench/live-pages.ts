// Pages under a thousand changed violations a second: tasks over 50 ms in a real browser, and whether rows stay where they
// are; how soon a first page is there. `--seconds 60 --rate 1000`.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect, parseArgs } from "node:util";
import { chromium, type Browser } from "playwright-core";
import { createPool } from "#platform";
import { startTestPostgres } from "../support/postgres.ts";
import { ViolationStream } from "./live-pages/violation-stream.ts";
import { watch } from "./live-pages/watched-page.ts";
import { exampleSpecification } from "./support.ts";

const PORT = 4889;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const READY_MS = 60_000;
const SETTLED_MS = 3_000;
/** Open before anything is looked at. */
const OPEN = 2_000;

const { seconds = "60", rate = "1000" } = parseArgs({
  options: { seconds: { type: "string" }, rate: { type: "string" } },
}).values;

const specification = await exampleSpecification();
const PAGES: [string, string, string][] = [
  ["violations", "/violations", "main .sentence > a"],
  ["overview", "/", "main .sentence > a, main li a"],
  ["specification", `/integrations/${specification.id}`, "main [id^=L]"],
];

const until = async (isDone: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(200))
    if (await isDone().catch(() => false)) return;
  throw new Error("Clausewatch did not become ready.");
};

const stream = async (browser: Browser, changes: ViolationStream, of: [string, string, string]) => {
  const [name, path, shown] = of;
  const { page, shownMs, tasks, rows, reports } = await watch(browser, ADDRESS + path, shown);
  await sleep(SETTLED_MS);
  const begun = await tasks();
  const before = await rows();
  await page.locator(shown).first().hover();
  let answers = 0;
  page.on("response", (response) => (answers += response.ok() ? 1 : 0));
  const ending = new AbortController();
  const running = changes.run(Number(rate), ending.signal);
  let moved = 0;
  for (let second = 0; second < Number(seconds); second++) {
    await sleep(1_000);
    if (name === "violations" && (await rows()).some((row, at) => row !== before[at])) moved++;
  }
  ending.abort();
  const changed = await running;
  const long = await tasks();
  const told = [
    `${name.padEnd(14)} shown after ${shownMs.toFixed(0).padStart(4)} ms`,
    `worst task of loading ${Math.max(0, ...begun).toFixed(0)} ms`,
    `${Math.round(changed / Number(seconds))} changes/s for ${seconds} s: ${long.length} tasks over 50 ms, worst ${Math.max(0, ...long).toFixed(0)} ms`,
    ...(name === "violations" ? [`seconds in which rows had moved: ${moved}`] : []),
    `${answers} answers taken in`,
    `reports of the policy: ${(await reports()).length}`,
  ];
  console.log(told.join("; "));
  await page.close();
};

const postgres = await startTestPostgres();
const folder = mkdtempSync(join(tmpdir(), "clausewatch-live-"));
const pool = createPool(postgres.url);
const served = spawn(process.execPath, ["bin/clausewatch.mjs", "up"], {
  env: { ...process.env, DATABASE_URL: postgres.url, DATA_FOLDER: folder, PORT: String(PORT) },
  stdio: "ignore",
});
const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  await until(async () => (await fetch(`${ADDRESS}/api/v1/integrations`)).ok);
  const changes = new ViolationStream(pool, specification);
  await changes.open(OPEN);
  await sleep(SETTLED_MS);
  for (const page of PAGES) await stream(browser, changes, page);
} catch (error) {
  console.error(inspect(error));
  process.exitCode = 1;
} finally {
  await browser.close();
  served.kill();
  await new Promise((resolve) => served.once("exit", resolve));
  await pool.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
