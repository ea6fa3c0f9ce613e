// Engine time against bare JSON.parse over the same lines, interleaved every 1,000 lines in one process: with every rule,
// as `check` judges, and with traffic measured by the minute beside, as the monitor does.
import { compileSpecification, type CompiledSpecification } from "#checks";
import { createJudge } from "#judge";
import { createRedactor } from "#observation";
import { hmacSha256, sha256Hex, utf8 } from "#platform";
import { exampleSpecification, median, trafficLines } from "./support.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 40_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 7);
const SLICE = 1_000;

const specification = await exampleSpecification();
const rules = compileSpecification(specification, undefined, { minutes: false });
const measured = compileSpecification(specification);
const lines = [...trafficLines(specification, EVENTS)];
const bytes = lines.reduce((sum, line) => sum + line.length, 0);

interface Run {
  floorNs: number;
  engineNs: number;
  violations: number;
}

const once = (compiled: CompiledSpecification): Run => {
  let violations = 0;
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256("bench")),
    hash: sha256Hex,
    settled: () => (violations += 1),
    fixed: true,
  });
  judge.begin(compiled);
  const discard = (): void => undefined;
  let floorNs = 0;
  let engineNs = 0;
  let parsed: unknown;
  for (let start = 0; start < lines.length; start += SLICE) {
    const end = Math.min(start + SLICE, lines.length);
    const begun = process.hrtime.bigint();
    for (let index = start; index < end; index += 1) parsed = JSON.parse(lines[index]!.toString());
    const between = process.hrtime.bigint();
    for (let index = start; index < end; index += 1) {
      const outcome = judge.take({ text: utf8(lines[index]!)! }, discard);
      if (outcome.kind !== "judged")
        throw new Error(`Line ${index} was not judged: ${JSON.stringify(outcome)}`);
    }
    engineNs += Number(process.hrtime.bigint() - between);
    floorNs += Number(between - begun);
  }
  if (parsed === undefined) throw new Error("Nothing was parsed.");
  return { floorNs, engineNs, violations: violations + judge.openEpisodes().length };
};

const rate = (ns: number): string => `${Math.round((EVENTS / ns) * 1e9).toLocaleString("en")} events/s`;

const print = (name: string, runs: readonly Run[]): void => {
  const engine = median(runs.map((run) => run.engineNs));
  const ratio = median(runs.map((run) => run.engineNs / run.floorNs));
  console.log(`  ${name}  ${rate(engine)}  (${Math.round(engine / EVENTS)} ns an event)`);
  console.log(`  engine time / JSON.parse: ${ratio.toFixed(2)}`);
};

for (const compiled of [rules, measured]) once(compiled);
const runs = Array.from({ length: REPEATS }, () => ({ rules: once(rules), measured: once(measured) }));
const floor = median(runs.flatMap((run) => [run.rules.floorNs, run.measured.floorNs]));
console.log(
  `offline: ${EVENTS.toLocaleString("en")} events of ${Math.round(bytes / EVENTS)} bytes, ${REPEATS} repeats, medians; ${runs[0]!.rules.violations} violations`,
);
console.log(`  bare JSON.parse  ${rate(floor)}  (${Math.round(floor / EVENTS)} ns an event)`);
print(
  "judged         ",
  runs.map((run) => run.rules),
);
print(
  "… and measured ",
  runs.map((run) => run.measured),
);
