import type { Report } from "../../verdict.ts";
import { verdictAt } from "../../engine/finding.ts";
import { MISSING_STEP } from "../rules.ts";
import type { Trace } from "../trace.ts";
import { neverDone } from "../words.ts";
import { eventsOf } from "./events-of.ts";
import { ancestorsOf } from "./order.ts";
import type { Run } from "./runs.ts";

/** How long after a trace's last interaction a step may still come. */
export const PATIENCE_MS = 60_000;

/** Once a step has failed, only what must precede each failed one is required; an answer may fail as soon as its call came. */
const requiredIn = ({ diagram, reading }: Run, { failed }: Trace): number[] => {
  const { arrows, callOf } = diagram;
  const precedes = (index: number, place: number): boolean => {
    const call = callOf.get(place);
    return index === call || ancestorsOf(call ?? place, reading.preceding).has(index);
  };
  const needed = (index: number): boolean =>
    failed.every((key) => {
      const places = [...reading.preceding.keys()].filter((place) => arrows[place]!.key === key);
      return places.length > 0 && places.every((place) => precedes(index, place));
    });
  return reading.missing.filter(needed);
};

/** Reports what has not come: arrows that all runs of the trace require. A missing call's reply goes without saying. */
export const reportMissing = (runs: readonly Run[], trace: Trace, report: Report): void => {
  const [run, ...others] = runs;
  if (!run) return;
  const { arrows, callOf } = run.diagram;
  const alsoMissing = others.map(
    (other) => new Set(requiredIn(other, trace).map((index) => other.diagram.arrows[index]!.key)),
  );
  const missing = requiredIn(run, trace).filter((index) =>
    alsoMissing.every((keys) => keys.has(arrows[index]!.key)),
  );
  const keys = new Set(missing.map((index) => arrows[index]!.key));
  const { environment, traceId, latestMs } = trace;
  for (const index of missing) {
    const call = callOf.get(index);
    if (call !== undefined && keys.has(arrows[call]!.key)) continue;
    const { clause } = arrows[index]!;
    const finding = {
      rule: MISSING_STEP,
      clause,
      subject: traceId,
      message: `${neverDone(clause.parameters)}.`,
      evidence: {
        expected: clause.text,
        actual: `nothing within ${PATIENCE_MS / 1000} s of the last step`,
        trace: traceId,
      },
    };
    const scene = { environment, timeMs: latestMs + PATIENCE_MS };
    report({ kind: "breach", verdict: { ...verdictAt(scene, finding), causes: eventsOf(trace) } });
  }
};
