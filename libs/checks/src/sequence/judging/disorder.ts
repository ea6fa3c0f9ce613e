import type { Report } from "../../verdict.ts";
import { verdictAt } from "../../engine/finding.ts";
import { OUT_OF_ORDER } from "../rules.ts";
import type { Trace } from "../trace.ts";
import { done } from "../words.ts";
import { eventsOf } from "./events-of.ts";
import type { Run } from "./runs.ts";

type Pair = Run["reading"]["ordered"][number];

const MAX_LISTED = 20;
/** By how much the clocks of two sources may differ. */
const SKEW_MS = 5_000;

/**
 * Pairs whose later arrow came, each time, before the first coming of what must precede it; earliest first. An answer that
 * failed may come before what a right one waits for. */
const disorderIn = ({ diagram: { arrows, callOf }, reading }: Run, trace: Trace): Pair[] => {
  const place = (index: number): number => trace.keys.indexOf(arrows[index]!.key);
  const firstMs = (index: number): number => trace.firstMs[place(index)]!;
  const sourceOf = (index: number): string => trace.events[place(index)]!.source;
  const skewMs = ({ before, after }: Pair): number => (sourceOf(before) === sourceOf(after) ? 0 : SKEW_MS);
  const gaveUp = ({ before, after }: Pair): boolean =>
    before !== callOf.get(after) && callOf.has(after) && trace.failed.includes(arrows[after]!.key);
  return reading.ordered
    .filter((pair) => !gaveUp(pair))
    .filter((pair) => trace.lastMs[place(pair.after)]! + skewMs(pair) < firstMs(pair.before))
    .toSorted((left, right) => firstMs(left.after) - firstMs(right.after) || left.after - right.after);
};

/** Reports, once for the trace, what came before its time, where each of its runs says so. */
export const reportDisorder = (runs: readonly Run[], trace: Trace, report: Report): void => {
  const disorders = runs.map((run) => disorderIn(run, trace));
  const [pairs] = disorders;
  const [first] = pairs ?? [];
  if (!pairs || !first || disorders.some(({ length }) => length === 0)) return;
  const { arrows } = runs[0]!.diagram;
  const { environment, traceId } = trace;
  const { clause, key } = arrows[first.after]!;
  const words = (index: number): string => done(arrows[index]!.clause.parameters);
  const more = pairs.length === 1 ? "" : ` (and ${pairs.length - 1} more)`;
  const keys = new Set(pairs.flatMap(({ before, after }) => [arrows[before]!.key, arrows[after]!.key]));
  const finding = {
    rule: OUT_OF_ORDER,
    clause,
    subject: traceId,
    message: `${words(first.after)} before ${words(first.before)}${more}.`,
    evidence: {
      expected: `after ${words(first.before)}`,
      actual: pairs
        .slice(0, MAX_LISTED)
        .map(({ before, after }) => `${words(after)} before ${words(before)}`),
      trace: traceId,
    },
  };
  const scene = { environment, timeMs: trace.firstMs[trace.keys.indexOf(key)]! };
  report({ kind: "breach", verdict: { ...verdictAt(scene, finding), causes: eventsOf(trace, keys) } });
};
