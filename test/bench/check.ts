// `clausewatch check` as users run it: the whole command's rate and the most memory that its process ever held.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { exampleSpecification, median, trafficLines } from "./support.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 1_000_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 3);
const SPECIFICATION = "examples/orders/orders-integration-spec.md";
/** Tells the process's peak on standard error as it ends. */
const PEAK = /peak (\d+) KB/;
const TELL_PEAK =
  "data:text/javascript," +
  encodeURIComponent('process.on("exit", () => console.error(`peak ${process.resourceUsage().maxRSS} KB`));');

interface Run {
  seconds: number;
  peakKilobytes: number;
}

const writeTraffic = async (path: string): Promise<void> => {
  const file = openSync(path, "w");
  for (const line of trafficLines(await exampleSpecification(), EVENTS))
    writeSync(file, `${line.toString()}\n`);
  closeSync(file);
};

const check = async (path: string): Promise<Run> => {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--import",
      TELL_PEAK,
      "bin/clausewatch.mjs",
      "check",
      "--spec",
      SPECIFICATION,
      "--format",
      "ndjson",
      path,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(child, "exit");
  const said = await text(child.stderr);
  await ended;
  const peak = PEAK.exec(said);
  if (!peak) throw new Error(`The check has failed: ${said}`);
  return { seconds: (performance.now() - begun) / 1000, peakKilobytes: Number(peak[1]) };
};

const folder = mkdtempSync(join(tmpdir(), "clausewatch-bench-"));
try {
  const path = join(folder, "events.ndjson");
  await writeTraffic(path);
  const runs: Run[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) runs.push(await check(path));
  const seconds = median(runs.map((run) => run.seconds));
  const peak = median(runs.map((run) => run.peakKilobytes)) / 1024;
  console.log(
    `check: ${EVENTS.toLocaleString("en")} events of ${Math.round(statSync(path).size / EVENTS)} bytes, ${REPEATS} repeats, medians`,
  );
  console.log(
    `  ${Math.round(EVENTS / seconds).toLocaleString("en")} events/s with the program's start; peak memory ${peak.toFixed(0)} MB`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
