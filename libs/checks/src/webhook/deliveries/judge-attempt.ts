import type { WebhookAttempt } from "#observation";
import { isSuccess } from "../../engine/finding.ts";
import type { Report } from "../../verdict.ts";
import type { AttemptProof } from "../attempt-proof.ts";
import { compileAttemptTimes, expectNothing } from "./attempt-times.ts";
import type { Delivery } from "./deliveries.ts";
import { judgeOrder, rememberDelivered, type ObjectOrder } from "./object-order.ts";
import type { PayloadReader } from "./payload-reader.ts";
import type { DeliveryPolicy } from "./policy.ts";
import type { AttemptNumber } from "./schedule.ts";
import type { Outcome } from "./success.ts";
import { tellDuplicate, tellExhausted, tellSlow, tellTooMany } from "./tell-outcome.ts";

const RANKS = { sender: 2, receiver: 0 } as const;

/** What is known about an attempt beside its record. */
export interface Circumstances {
  /** Its time can be judged: it is not ahead of the clock. */
  timed: boolean;
  /** Its source sends only some of its events. */
  sampled: boolean;
}

/** Judges an attempt as part of its delivery, which then stands where the attempt left it. */
export type AttemptJudge = (
  delivery: Delivery,
  order: ObjectOrder,
  attempt: WebhookAttempt,
  circumstances: Circumstances,
  report: Report,
) => void;

/** A failure that may be for what the sender did wrong: nobody can tell what a receiver refused by its status. */
const isRefused = ({ response }: WebhookAttempt, { signature, timestamp }: AttemptProof): boolean =>
  response !== undefined &&
  !isSuccess(response.status) &&
  (["missing", "malformed", "invalid"].includes(signature) ||
    ["missing", "unreadable", "stale"].includes(timestamp));

/** Attempts without numbers came in another order than they were made: which is which is not known any more. */
const loseCount = (delivery: Delivery, number: number): void => {
  delivery.certain = false;
  delivery.number = number;
  delivery.range = { low: number, high: Infinity };
  delivery.first = undefined;
  expectNothing(delivery);
};

/** Compiles how attempts are judged. */
export const compileAttemptJudge = (
  policy: DeliveryPolicy,
  payload: PayloadReader,
  proofOf: (attempt: WebhookAttempt) => AttemptProof,
): AttemptJudge => {
  const { most, success } = policy;
  const { judgeTime, expectNext } = compileAttemptTimes(policy);

  const deliver = (
    delivery: Delivery,
    order: ObjectOrder,
    attempt: WebhookAttempt,
    delivered: NonNullable<Delivery["delivered"]>,
  ): void => {
    delivery.delivered = delivered;
    expectNothing(delivery);
    rememberDelivered(order, payload, delivery, attempt);
  };

  /** What became of the delivery with its newest attempt. */
  const conclude = (
    delivery: Delivery,
    order: ObjectOrder,
    attempt: WebhookAttempt,
    { outcome, rank, timed }: { outcome: Outcome; rank: number; timed: boolean },
    report: Report,
  ): void => {
    const { number, range, last } = delivery;
    if (delivery.delivered || !last) return;
    if (outcome === "delivered") {
      deliver(delivery, order, attempt, { rank, number, endMs: last.endMs });
      return;
    }
    if (outcome === "slow" && delivery.slowNumber < number) {
      delivery.slowNumber = number;
      tellSlow(delivery, policy, attempt, report);
    }
    if (last.outcome !== "failed") return;
    if (most === undefined || range.low < most) {
      if (timed) expectNext(delivery, attempt, rank);
    } else if (
      range.low === most &&
      !delivery.exhausted &&
      !delivery.exempt &&
      !isRefused(attempt, proofOf(attempt))
    ) {
      delivery.exhausted = true;
      tellExhausted(delivery, policy, attempt, report);
    }
  };

  const redeliver = (
    delivery: Delivery,
    order: ObjectOrder,
    attempt: WebhookAttempt,
    rank: number,
    endMs: number,
  ): void => {
    if (rank >= delivery.rank) delivery.manuals += 1;
    if (!delivery.delivered && success.outcomeOf(attempt) === "delivered")
      deliver(delivery, order, attempt, { rank, number: 0, endMs });
  };

  return (delivery, order, attempt, { timed, sampled }, report) => {
    const rank = attempt.observedBy ? RANKS[attempt.observedBy] : 1;
    const startMs = attempt.timeMs;
    const endMs = startMs + (attempt.durationMs ?? 0);
    if (attempt.manual) return redeliver(delivery, order, attempt, rank, endMs);

    const { last, counted, certain } = delivery;
    const stated = attempt.attempt;
    if (stated === undefined && last?.rank === rank && last.startMs === startMs) return;
    const number = stated ?? counted[rank]! + 1;
    counted[rank] = Math.max(counted[rank]!, number);

    const known = number <= delivery.number;
    const again = number === delivery.number && last !== undefined && last.rank < rank;
    const range: AttemptNumber =
      stated === undefined
        ? { low: number, high: certain ? number : Infinity }
        : { low: Math.max(1, number - delivery.manuals), high: number };
    if (rank < delivery.rank && last) {
      if (known) return;
      if (timed) judgeTime(delivery, attempt, { number, range, rank }, sampled, report);
      expectNothing(delivery);
      return;
    }
    delivery.rank = rank;
    const outcome = success.outcomeOf(attempt);
    const begins = timed && number === 1 && (stated !== undefined || certain);
    if (begins && (!delivery.first || delivery.first.rank < rank)) delivery.first = { rank, startMs, endMs };
    const swapped = stated === undefined && last?.rank === rank && startMs < last.startMs;
    if (swapped) loseCount(delivery, number);
    if (swapped || (known && !again)) {
      if (outcome === "delivered" && (delivery.delivered?.rank ?? -1) < rank)
        deliver(delivery, order, attempt, { rank, number, endMs });
      else if (last && startMs >= last.endMs) expectNothing(delivery);
      return;
    }

    const ended = delivery.delivered;
    if (!again && timed && !ended) judgeTime(delivery, attempt, { number, range, rank }, sampled, report);
    expectNothing(delivery);
    if (again && delivery.delivered?.number === number) delivery.delivered = undefined;
    delivery.number = number;
    delivery.range = range;
    delivery.last = {
      rank,
      startMs,
      endMs,
      outcome: outcome === "slow" ? "failed" : timed || outcome !== "failed" ? outcome : "unknown",
      source: attempt.source,
      id: attempt.id,
    };
    if (begins && !delivery.disordered)
      delivery.disordered = judgeOrder(order, payload, delivery, attempt, report);
    if (!again && ended?.rank === rank && timed && startMs >= ended.endMs)
      tellDuplicate(delivery, policy, attempt, report);
    if (!again && most !== undefined && range.low > most && !delivery.exempt)
      tellTooMany(delivery, policy, attempt, report);
    conclude(delivery, order, attempt, { outcome, rank, timed }, report);
  };
};
