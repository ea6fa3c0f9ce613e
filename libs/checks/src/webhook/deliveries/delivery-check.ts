import type { WebhookAttempt } from "#observation";
import type { Check } from "../../check.ts";
import { isIn, noAges, sizeOf, turn, type Ages } from "../../engine/ages.ts";
import { latenessOf, noLateness, noteLateness, type Lateness } from "../../engine/lateness.ts";
import type { Report } from "../../verdict.ts";
import { expectNothing } from "./attempt-times.ts";
import {
  newDelivery,
  findDelivery,
  keyOf,
  noDeliveries,
  openDelivery,
  settleDelivery,
} from "./deliveries.ts";
import type { Deliveries, Delivery } from "./deliveries.ts";
import { addDue, noDueTimes, retainDue, takeDue, type DueTimes } from "./due-times.ts";
import type { AttemptJudge } from "./judge-attempt.ts";
import { forgetObjects, noObjectOrder, type ObjectOrder } from "./object-order.ts";
import type { PayloadReader } from "./payload-reader.ts";
import type { DeliveryPolicy } from "./policy.ts";
import { tellOverdue } from "./tell-schedule.ts";

const DAY_MS = 86_400_000;
const MAX_SOURCES = 10_000;
const MOST_IDLE_ENTRIES = 1_000;

/** The key of the check that follows deliveries. */
export const DELIVERIES = "webhook.deliveries";

/** Everything the delivery rules remember; plain data. */
export interface DeliveryState {
  /** What was documented while deliveries were followed. */
  terms: string;
  /** Clock at the first attempt: what was under way then may have begun before. */
  sinceMs?: number;
  deliveries: Deliveries;
  due: DueTimes;
  order: ObjectOrder;
  /** By how much the log ran behind the clock lately. */
  late: Lateness;
  /** Sources that send only some of their events. */
  sampled: Ages<true>;
}

const rememberSampled = ({ sampled }: DeliveryState, source: string, clockMs: number): void => {
  turn(sampled, clockMs, DAY_MS);
  if (sizeOf(sampled) < MAX_SOURCES) sampled.recent.set(source, true);
};

const isSampled = ({ sampled }: DeliveryState, source: string): boolean =>
  sizeOf(sampled) >= MAX_SOURCES || isIn(sampled, source);

/** Under another policy what is under way is not judged any more, by neither. */
const goOn = (state: DeliveryState, terms: string): void => {
  if (state.terms === terms) {
    state.terms = terms;
    return;
  }
  if (state.terms !== "") {
    for (const ages of [state.deliveries.open, state.deliveries.finished])
      for (const kept of [ages.recent, ages.older]) for (const delivery of kept.values()) exempt(delivery);
    state.due = noDueTimes();
  }
  state.terms = terms;
};

const exempt = (delivery: Delivery): void => {
  delivery.exempt = true;
  expectNothing(delivery);
};

/** Whether the first attempt that is seen of a delivery is its first, where nobody numbers them. */
const beginsNow = (
  state: DeliveryState,
  { schedule, spanMs }: DeliveryPolicy,
  payload: PayloadReader,
  attempt: WebhookAttempt,
): boolean => {
  if (isSampled(state, attempt.source)) return false;
  if (state.sinceMs !== undefined && attempt.timeMs - state.sinceMs > spanMs) return true;
  const { happened } = payload.read(attempt);
  return !schedule || !happened || attempt.timeMs - happened.timeMs < schedule.shortestMs;
};

/** By how much the log runs behind the clock: the attempt after this one may be logged as late. */
const lagOf = (
  { late }: DeliveryState,
  { timeMs, durationMs = 0 }: WebhookAttempt,
  clockMs: number,
): number => Math.max(latenessOf(late, clockMs), clockMs - timeMs - durationMs);

/** Tells what is overdue by the clock, in the order of the deadlines. */
const settleDue = (state: DeliveryState, policy: DeliveryPolicy, clockMs: number, report: Report): void => {
  for (let due = takeDue(state.due, clockMs); due; due = takeDue(state.due, clockMs)) {
    const delivery = openDelivery(state.deliveries, due.key);
    if (!delivery || delivery.dueMs !== due.timeMs) continue;
    delivery.dueMs = undefined;
    if (!isSampled(state, delivery.last!.source)) tellOverdue(delivery, policy, report);
    delivery.deadlineMs = undefined;
  }
};

/** All rules about deliveries; an attempt that is ahead of the clock has no time that could be judged. */
export const deliveryCheck = (
  policy: DeliveryPolicy,
  payload: PayloadReader,
  judge: AttemptJudge,
): Check<DeliveryState> => ({
  key: DELIVERIES,
  initialState: () => ({
    terms: "",
    deliveries: noDeliveries(),
    due: noDueTimes(),
    order: noObjectOrder(),
    late: noLateness(),
    sampled: noAges(),
  }),
  exchange(state, { exchange, clockMs }) {
    if (exchange.partial) rememberSampled(state, exchange.source, clockMs);
  },
  observation(state, attempt, clockMs, report) {
    if (attempt.type !== "attempt") return;
    if (attempt.partial) rememberSampled(state, attempt.source, clockMs);
    goOn(state, policy.terms);
    noteLateness(state.late, attempt.timeMs + (attempt.durationMs ?? 0), clockMs);
    const { deliveries } = state;
    const key = keyOf(attempt);
    const delivery =
      findDelivery(deliveries, key) ?? newDelivery(attempt, beginsNow(state, policy, payload, attempt));
    state.sinceMs ??= clockMs;
    forgetObjects(state.order, clockMs, policy.spanMs);
    const { dueMs } = delivery;
    const sampled = isSampled(state, attempt.source);
    judge(delivery, state.order, attempt, { timed: attempt.timeMs <= clockMs, sampled }, report);
    if (delivery.dueMs !== undefined && delivery.dueMs !== dueMs) {
      delivery.dueMs += lagOf(state, attempt, clockMs);
      addDue(state.due, delivery.dueMs, key);
    }
    settleDelivery(deliveries, key, delivery);
    settleDue(state, policy, clockMs, report);
    turn(deliveries.open, clockMs, policy.spanMs);
    turn(deliveries.finished, clockMs, policy.spanMs);
    settleDelivery(deliveries, key, delivery);
    if (state.due.keys.length > 2 * sizeOf(deliveries.open) + MOST_IDLE_ENTRIES) {
      state.due = retainDue(state.due, (other, timeMs) => openDelivery(deliveries, other)?.dueMs === timeMs);
    }
  },
  advance(state, clockMs, report) {
    goOn(state, policy.terms);
    settleDue(state, policy, clockMs, report);
  },
});
