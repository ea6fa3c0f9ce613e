// `npm run test:faults [-- name …]`: each fault at its full size; ends with a table, and with 1 unless nothing was lost.
import { openArena, type Arena } from "./arena.ts";
import type { Outcome } from "./fault.ts";
import { FAULTS, type FaultName } from "./fault-list.ts";

interface Line extends Outcome {
  name: string;
  seconds: number;
}

const run = async (arena: Arena, name: FaultName): Promise<Line> => {
  const { fault, full } = FAULTS[name];
  const begunMs = performance.now();
  const outcome = await fault(arena, full).catch((error: unknown): Outcome => ({
    ...full,
    lost: 0,
    twice: 0,
    problems: [error instanceof Error ? error.message : String(error)],
  }));
  return { ...outcome, name, seconds: Math.round((performance.now() - begunMs) / 1000) };
};

const told = ({ name, times, events, lost, twice, problems, notPossible, seconds }: Line): string => {
  if (notPossible !== undefined) return `${name}: not possible here: ${notPossible}`;
  const head = `${name}: ${times} times in ${events.toLocaleString("en")} events: lost ${lost}, twice ${twice} (${seconds} s)`;
  return [head, ...problems.map((problem) => `  ${problem}`)].join("\n");
};

const table = (lines: readonly Line[]): string => {
  const rows = [
    ["fault", "times", "events", "lost", "twice", "seconds"],
    ...lines.map(({ name, times, events, lost, twice, notPossible, problems, seconds }) =>
      notPossible === undefined
        ? [name, times, events, lost, twice, `${seconds}${problems.length > 0 ? " (and more is wrong)" : ""}`]
        : [name, "not possible here", "", "", "", seconds],
    ),
  ].map((row) => row.map(String));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

const isFault = (name: string): name is FaultName => name in FAULTS;
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(FAULTS);
const unknown = names.filter((name) => !isFault(name));
if (unknown.length > 0) {
  console.error(`There is no fault "${unknown.join('", "')}". There are ${Object.keys(FAULTS).join(", ")}.`);
  process.exit(2);
}
/** Everything that was started ends with this process. */
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const arena = await openArena();
const lines: Line[] = [];
try {
  for (const name of names.filter(isFault)) {
    const line = await run(arena, name);
    lines.push(line);
    console.log(told(line));
  }
} finally {
  await arena.close();
}
console.log(`\n${table(lines)}`);
const isWhole = lines.every(({ lost, twice, problems }) => lost + twice + problems.length === 0);
process.exit(isWhole ? 0 : 1);
