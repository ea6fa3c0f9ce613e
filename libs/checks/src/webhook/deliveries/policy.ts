import { blockCitation, clausesOf } from "#spec";
import type { Citation, ClauseOf, Specification } from "#spec";
import type { Schedule } from "./schedule.ts";
import { compileSchedule } from "./schedule.ts";
import type { SuccessCriteria } from "./success.ts";
import { compileSuccess } from "./success.ts";

const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_MS = 30_000;
/** What the clock may run ahead of the log: an attempt is logged when it ends. */
const LATENESS_MS = 60_000;
/** Keys that speak of how long it is tried, though nobody can read what they say. */
const COUNTS = /(attempt|retr|max|until|total|expir|limit|give_up|stop)[^.[]*(#\d+)?$/;

/** How a specification wants its webhooks delivered. */
export interface DeliveryPolicy {
  attempts: readonly ClauseOf<"webhook.attempts">[];
  steps: readonly ClauseOf<"webhook.schedule-step">[];
  schedule?: Schedule;
  success: SuccessCriteria;
  /** How many attempts every reading allows; absent where one allows any number. */
  most?: number;
  /** What is cited for the number of attempts, and for what the document says nothing about. */
  mostClause: Citation & { contradictedBy?: Citation };
  block: Citation;
  /** How far beyond a deadline the clock must be before the absence of an attempt is certain. */
  graceMs: number;
  /** How long an attempt takes at most where the log does not say. */
  windowMs: number;
  /** How long a delivery is remembered. */
  spanMs: number;
  /** The same for revisions that ask for the same. */
  terms: string;
}

const mostOf = (
  specification: Specification,
  attempts: DeliveryPolicy["attempts"],
  steps: DeliveryPolicy["steps"],
  schedule: Schedule | undefined,
): number | undefined => {
  if (attempts.length > 0)
    return Math.max(schedule?.lastOfAny ?? 0, ...attempts.map(({ parameters }) => parameters.attempts));
  const unread = clausesOf(specification, "statement").some(
    ({ parameters, path }) => parameters.block === "webhooks" && COUNTS.test(path),
  );
  const numbers = new Set(steps.map(({ parameters }) => parameters.attempt));
  const whole = schedule !== undefined && numbers.size >= schedule.last - (numbers.has(1) ? 0 : 1);
  return whole && !unread ? schedule.lastOfAny : undefined;
};

/** Compiles attempts, schedule and success. */
export const compilePolicy = (specification: Specification): DeliveryPolicy => {
  const attempts = clausesOf(specification, "webhook.attempts").filter(({ reason }) => !reason);
  const steps = clausesOf(specification, "webhook.schedule-step").filter(({ reason }) => !reason);
  const schedule = compileSchedule(
    steps,
    attempts.map(({ parameters }) => parameters.attempts),
  );
  const success = compileSuccess(specification);
  const block = blockCitation(specification, "webhooks");
  const windowMs = success.withinMs ?? DEFAULT_WINDOW_MS;
  const said = [...attempts, ...steps, ...success.clauses].map(({ kind, path, parameters }) => [
    kind,
    path,
    parameters,
  ]);
  return {
    attempts,
    steps,
    schedule,
    success,
    most: mostOf(specification, attempts, steps, schedule),
    mostClause: attempts[0] ?? steps.at(-1) ?? block,
    block,
    graceMs: windowMs + LATENESS_MS,
    windowMs,
    spanMs: Math.max(DAY_MS, 2 * (schedule?.longestMs ?? 0)),
    terms: JSON.stringify(said),
  };
};
