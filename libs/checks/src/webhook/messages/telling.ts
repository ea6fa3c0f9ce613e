import type { WebhookAttempt } from "#observation";
import { noAges, sizeOf, touch, turn } from "../../engine/ages.ts";
import type { Ages } from "../../engine/ages.ts";
import { verdictAt } from "../../engine/finding.ts";
import type { Finding } from "../../engine/finding.ts";
import type { Report, Verdict } from "../../verdict.ts";
import { keyOf } from "../deliveries/deliveries.ts";

const DAY_MS = 86_400_000;
const MAX_DELIVERIES = 20_000;
const MAX_ATTEMPTS = 20;
/** The two sides' clocks may differ by this much. */
const SAME_ATTEMPT_MS = 60_000;

/** One attempt about which something was said. */
interface ToldAttempt {
  side: WebhookAttempt["observedBy"];
  attempt: number | undefined;
  timeMs: number;
}

/** What was said about which deliveries in the last days; plain data. */
export type Told = Ages<ToldAttempt[]>;

/** Nothing was said. */
export const nothingTold = (): Told => noAges();

/** Whether two records are of one attempt, each from its side. */
const isSame = (told: ToldAttempt, { observedBy, attempt, timeMs }: WebhookAttempt): boolean => {
  if (told.side === undefined || observedBy === undefined || told.side === observedBy) return false;
  if (told.attempt !== undefined && attempt !== undefined) return told.attempt === attempt;
  return Math.abs(told.timeMs - timeMs) <= SAME_ATTEMPT_MS;
};

/**
 * Notes that something is being said and tells whether it was before: `each` of an attempt, which both sides may have
 * recorded, or once of a delivery, whose attempts carry one message.
 */
const isTold = (
  told: Told,
  rule: string,
  per: "attempt" | "delivery",
  attempt: WebhookAttempt,
  clockMs: number,
): boolean => {
  turn(told, clockMs, DAY_MS);
  const key = `${rule} ${keyOf(attempt)}`;
  const before = touch(told, key);
  if (before && (per === "delivery" || before.some((one) => isSame(one, attempt)))) return true;
  const one = { side: attempt.observedBy, attempt: attempt.attempt, timeMs: attempt.timeMs };
  if (before) {
    before.push(one);
    if (before.length > MAX_ATTEMPTS) before.shift();
  } else {
    if (sizeOf(told) >= MAX_DELIVERIES) told.older.clear();
    if (sizeOf(told) >= MAX_DELIVERIES) told.recent.clear();
    told.recent.set(key, [one]);
  }
  return false;
};

/** What was found in an attempt, where and when. */
export const attemptVerdict = (attempt: WebhookAttempt, finding: Finding): Verdict => {
  const { environment, endpoint, timeMs, eventId } = attempt;
  const number = attempt.attempt === undefined ? "" : ` ${attempt.attempt}`;
  return verdictAt(
    { environment, endpoint, timeMs },
    { ...finding, subject: finding.subject ?? `${endpoint} ${eventId}${number}` },
  );
};

/** Says what was found in an attempt, unless it was said before. */
export const tell = (
  told: Told,
  per: "attempt" | "delivery",
  attempt: WebhookAttempt,
  finding: Finding,
  clockMs: number,
  report: Report,
): void => {
  if (!isTold(told, finding.rule.id, per, attempt, clockMs))
    report({ kind: "breach", verdict: attemptVerdict(attempt, finding) });
};
