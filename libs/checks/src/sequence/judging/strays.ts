import type { Report } from "../../verdict.ts";
import { verdictAt } from "../../engine/finding.ts";
import { UNEXPECTED_STEP } from "../rules.ts";
import type { Stray, Trace } from "../trace.ts";
import { done } from "../words.ts";
import { diagramsOf } from "./runs.ts";
import type { Diagrams } from "./runs.ts";

const MAX_STRAYS = 50;

/** Reports a stray where both its ends are participants of a diagram that the trace is a run of. */
const reportStray = (
  stray: Stray,
  trace: Trace,
  diagrams: Diagrams,
  participant: (name: string) => string,
  report: Report,
): boolean => {
  if (trace.failedMs !== undefined && stray.timeMs >= trace.failedMs) return false;
  const ends = [participant(stray.from), participant(stray.to)];
  const diagram = diagramsOf(trace, diagrams).find(({ participants }) =>
    ends.every((end) => participants.has(end)),
  );
  if (!diagram) return false;
  const { source, id, timeMs, from, to, message, arrow } = stray;
  const { environment, traceId } = trace;
  const finding = {
    rule: UNEXPECTED_STEP,
    clause: diagram.clause,
    subject: traceId,
    message: `${done(stray)}, which the sequence does not show.`,
    evidence: {
      expected: shownBetween(diagram, participant(from), participant(to)),
      actual: { from, to, message, arrow },
      trace: traceId,
    },
  };
  const verdict = { ...verdictAt({ environment, timeMs }, finding), causes: [{ source, id }] };
  report({ kind: "breach", verdict });
  return true;
};

const shownBetween = ({ arrows }: Diagrams["readable"][number], from: string, to: string): string[] =>
  arrows
    .filter((arrow) => arrow.from === from && arrow.to === to)
    .map(({ clause }) => clause.text)
    .slice(0, MAX_STRAYS);

/**
 * What one interaction that is no arrow makes of a trace: accused at once where its run is known, else kept. A reply is
 * kept: its call is logged when it ends, and may have failed.
 */
export const takeStray = (
  stray: Stray,
  trace: Trace,
  diagrams: Diagrams,
  participant: (name: string) => string,
  report: Report,
): void => {
  trace.strayMs = Math.min(trace.strayMs ?? stray.timeMs, stray.timeMs);
  if (diagrams.unread || trace.accused + trace.strays.length >= MAX_STRAYS) return;
  const atOnce = stray.arrow !== "reply" && reportStray(stray, trace, diagrams, participant, report);
  if (atOnce) trace.accused += 1;
  else trace.strays.push(stray);
};

/** Reports what was kept, in the order of time. */
export const reportStrays = (
  trace: Trace,
  diagrams: Diagrams,
  participant: (name: string) => string,
  report: Report,
): void => {
  for (const stray of trace.strays.toSorted((left, right) => left.timeMs - right.timeMs))
    reportStray(stray, trace, diagrams, participant, report);
};
