import type { WebhookAttempt } from "#observation";
import type { Report } from "../../verdict.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeliveryPolicy } from "./policy.ts";
import type { AttemptNumber, Before } from "./schedule.ts";
import { tellEarly, tellOverdue } from "./tell-schedule.ts";

/** The attempt that has to come next. */
export interface DueAttempt {
  number: number;
  /** Undefined where a reading allows any time. */
  earliestMs: number | undefined;
  latestMs: number;
}

/** Holds attempts against the schedule. */
export interface AttemptTimes {
  /** Whether an attempt came before its time, or after it; clocks of two sides agree only roughly. */
  judgeTime(
    delivery: Delivery,
    attempt: WebhookAttempt,
    known: { number: number; range: AttemptNumber; rank: number },
    sampled: boolean,
    report: Report,
  ): void;
  /** When the next attempt is due after this one; undefined where a reading does not ask for it. */
  nextAfter(delivery: Delivery, attempt: WebhookAttempt, rank: number): DueAttempt | undefined;
  /** Says when the next attempt has to come. */
  expectNext(delivery: Delivery, attempt: WebhookAttempt, rank: number): void;
}

/** No attempt has to come. */
export const expectNothing = (delivery: Delivery): void => {
  delivery.dueMs = undefined;
  delivery.deadlineMs = undefined;
};

const before = ({ first, last }: Delivery, rank: number): Before => ({
  endMs: last?.endMs ?? 0,
  ...(first?.rank === rank ? { first } : {}),
});

/** Compiles the schedule's judgement. */
export const compileAttemptTimes = (policy: DeliveryPolicy): AttemptTimes => {
  const { schedule, graceMs, windowMs } = policy;
  const judgeTime: AttemptTimes["judgeTime"] = (delivery, attempt, known, sampled, report) => {
    const { number, range, rank } = known;
    const { last, deadlineMs, dueMs } = delivery;
    const isNext = range.low <= delivery.number + 1 && delivery.number + 1 <= range.high;
    if (!last || last.outcome !== "failed" || !isNext || delivery.exempt) return;
    const sameSide = last.rank === rank;
    const earliestMs = sameSide ? schedule?.earliest(range, before(delivery, rank)) : undefined;
    const latestMs = sameSide ? deadlineMs : dueMs;
    if (earliestMs !== undefined && attempt.timeMs < earliestMs) {
      tellEarly(delivery, policy, attempt, { number, earliestMs }, report);
    } else if (dueMs !== undefined && attempt.timeMs > latestMs! && !sampled) {
      tellOverdue(delivery, policy, report);
    }
  };

  const nextAfter: AttemptTimes["nextAfter"] = (delivery, attempt, rank) => {
    const next = { low: delivery.range.low + 1, high: delivery.range.high + 1 };
    if (!schedule || next.high > schedule.last || delivery.exempt) return undefined;
    const endMs = attempt.timeMs + (attempt.durationMs ?? windowMs);
    const latestMs = schedule.latest(next, { ...before(delivery, rank), endMs });
    if (latestMs === undefined) return undefined;
    return {
      number: delivery.number + 1,
      earliestMs: schedule.earliest(next, before(delivery, rank)),
      latestMs,
    };
  };

  const expectNext: AttemptTimes["expectNext"] = (delivery, attempt, rank) => {
    if (delivery.overdueNumber >= delivery.number) return;
    const next = nextAfter(delivery, attempt, rank);
    if (!next) return;
    delivery.deadlineMs = next.latestMs;
    delivery.dueMs = next.latestMs + graceMs;
  };

  return { judgeTime, nextAfter, expectNext };
};
