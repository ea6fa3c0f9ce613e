// The engine with 100,000 clients against 100, and with 1,000 specifications against one: rate and memory.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { compileSpecification } from "#checks";
import { createJudge, type Judge } from "#judge";
import { createRedactor } from "#observation";
import { hmacSha256, sha256Hex, utf8 } from "#platform";
import { simulate, toNdjson } from "#simulator";
import type { Specification } from "#spec";
import { anotherShop, exampleSpecification, HOST, median } from "./support.ts";

const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 5);
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 300_000);
const SPECIFICATIONS = 1_000;
const SLICE = 1_000;
const START_MS = Date.UTC(2024, 0, 15, 8);
/** The simulator takes as many clients as keep a rate within the limits. */
const FEW = { ratePerSecond: 80, clients: "about 100 clients" };
const MANY = { ratePerSecond: 58_000, clients: "about 100,000 clients" };

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that live, after a collection. */
const liveBytes = (): number => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

const linesOf = (specification: Specification, count: number, ratePerSecond: number): Buffer[] =>
  Array.from(
    simulate({ specification, seed: 7, count, ratePerSecond, startMs: START_MS, faults: "none" }),
    ({ event }) => Buffer.from(toNdjson(event).trimEnd()),
  );

const judgeOf = (specifications: readonly ReturnType<typeof compileSpecification>[]): Judge => {
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256("bench")),
    hash: sha256Hex,
    fixed: true,
  });
  for (const specification of specifications) judge.begin(specification);
  return judge;
};

interface Run {
  floorNs: number;
  engineNs: number;
  bytes: number;
}

/**
 * Judges the lines, between slices of bare JSON.parse; `bytes` is what the judge's memory grew by. The first slice is
 * not measured: it lets go of what a compiled specification keeps of the judge before.
 */
const judged = (lines: readonly Buffer[], judge: Judge): Run => {
  const run = { floorNs: 0, engineNs: 0 };
  const discard = (): void => undefined;
  for (const line of lines.slice(0, SLICE)) judge.take({ text: utf8(line)! }, discard);
  const before = liveBytes();
  for (let start = SLICE; start < lines.length; start += SLICE) {
    const slice = lines.slice(start, start + SLICE);
    const begun = process.hrtime.bigint();
    for (const line of slice) JSON.parse(line.toString());
    const between = process.hrtime.bigint();
    for (const line of slice) judge.take({ text: utf8(line)! }, discard);
    run.engineNs += Number(process.hrtime.bigint() - between);
    run.floorNs += Number(between - begun);
  }
  return { ...run, bytes: liveBytes() - before };
};

const report = (name: string, runs: readonly Run[], events: number): { ratio: number; bytes: number } => {
  const ratio = median(runs.map(({ engineNs, floorNs }) => engineNs / floorNs));
  const rate = Math.round(((events - SLICE) / median(runs.map(({ engineNs }) => engineNs))) * 1e9);
  const bytes = median(runs.map((run) => run.bytes));
  console.log(
    `  ${name.padEnd(24)} ${rate.toLocaleString("en").padStart(8)} events/s  ${ratio.toFixed(2)} × JSON.parse  ${mebibytes(bytes)}`,
  );
  return { ratio, bytes };
};

const more = (one: number, other: number): string => `${((other / one - 1) * 100).toFixed(0)} %`;

const specification = await exampleSpecification();
const compiled = compileSpecification(specification);

const few = linesOf(specification, EVENTS, FEW.ratePerSecond);
const many = linesOf(specification, EVENTS, MANY.ratePerSecond);
const clients = new Set(many.map((line) => /"client":"([^"]+)"/.exec(line.toString())?.[1])).size;
const fewRuns: Run[] = [];
const manyRuns: Run[] = [];
judged(few.slice(0, 20_000), judgeOf([compiled]));
for (let turn = 0; turn < REPEATS; turn += 1) {
  fewRuns.push(judged(few, judgeOf([compiled])));
  manyRuns.push(judged(many, judgeOf([compiled])));
}
console.log(`clients: ${EVENTS.toLocaleString("en")} clean events, ${REPEATS} repeats, medians`);
const little = report(FEW.clients, fewRuns, EVENTS);
const much = report(MANY.clients, manyRuns, EVENTS);
console.log(
  `  time ${more(little.ratio, much.ratio)} more; ${Math.round((much.bytes - little.bytes) / clients).toLocaleString("en")} bytes more a client (${clients.toLocaleString("en")} named)`,
);

const beforeLoading = liveBytes();
const begun = process.hrtime.bigint();
const all = Array.from({ length: SPECIFICATIONS }, (_, index) =>
  compileSpecification(anotherShop(specification, index)),
);
const loadMs = Number(process.hrtime.bigint() - begun) / 1e6;
const loadedBytes = liveBytes() - beforeLoading;
const spread = few.map((line, index) => {
  const at = index % SPECIFICATIONS;
  return Buffer.from(
    line
      .toString()
      .replace(`"subject":"${specification.id}"`, `"subject":"${all[at]!.specification.id}"`)
      .replace(HOST, `s${at}.$1`),
  );
});
const oneRuns: Run[] = [];
const allRuns: Run[] = [];
for (let turn = 0; turn < REPEATS; turn += 1) {
  oneRuns.push(judged(few, judgeOf([compiled])));
  allRuns.push(judged(spread, judgeOf(all)));
}
console.log(
  `specifications: ${SPECIFICATIONS.toLocaleString("en")} loaded in ${(loadMs / SPECIFICATIONS).toFixed(1)} ms and ${Math.round(loadedBytes / SPECIFICATIONS / 1024)} KB each`,
);
const one = report("one specification", oneRuns, EVENTS);
const thousand = report("1,000 specifications", allRuns, EVENTS);
console.log(`  time ${more(one.ratio, thousand.ratio)} more`);
