import type { EventReference, WebhookAttempt } from "#observation";
import { makeRoom, noAges, touch, turn, type Ages } from "../../engine/ages.ts";
import type { Report } from "../../verdict.ts";
import type { SentAt } from "../messages/sent-at.ts";
import type { Delivery } from "./deliveries.ts";
import type { PayloadReader } from "./payload-reader.ts";
import { OUT_OF_ORDER } from "./rules.ts";
import { iso, tell } from "./tell.ts";

const MAX_OBJECTS = 100_000;

/** The newest event about an object that its receiver has. */
export interface NewestEvent extends EventReference {
  eventId: string;
  happened: SentAt;
  /** Whose records say so, and when it had been delivered. */
  rank: number;
  endMs: number;
}

/** By endpoint and object; plain data. */
export type ObjectOrder = Ages<NewestEvent>;

/** No events. */
export const noObjectOrder = (): ObjectOrder => noAges();

/** Whether one is before the other, compared as coarsely as either is written. */
const isOlder = (one: SentAt, other: SentAt): boolean => {
  const precisionMs = Math.max(one.precisionMs, other.precisionMs);
  return Math.floor(one.timeMs / precisionMs) < Math.floor(other.timeMs / precisionMs);
};

const keyOf = ({ environment = "", endpoint }: Delivery, object: string): string =>
  `${environment.length} ${endpoint.length} ${environment} ${endpoint} ${object}`;

/** Keeps what was delivered about an object. */
export const rememberDelivered = (
  order: ObjectOrder,
  reader: PayloadReader,
  delivery: Delivery,
  attempt: WebhookAttempt,
): void => {
  const { object, happened } = reader.read(attempt);
  if (object === undefined || !happened || !delivery.delivered) return;
  const key = keyOf(delivery, object);
  const known = touch(order, key);
  if (known && known.eventId !== attempt.eventId && !isOlder(known.happened, happened)) return;
  if (!known) makeRoom(order, MAX_OBJECTS);
  const { rank, endMs } = delivery.delivered;
  const { source, id, eventId } = attempt;
  order.recent.set(key, { source, id, eventId, happened, rank, endMs });
};

/** `webhook.out-of-order`: tells whether this first attempt's event is older than one that had been delivered when it began. */
export const judgeOrder = (
  order: ObjectOrder,
  reader: PayloadReader,
  delivery: Delivery,
  attempt: WebhookAttempt,
  report: Report,
): boolean => {
  const { object, happened } = reader.read(attempt);
  const newest = !reader.clause || object === undefined ? undefined : touch(order, keyOf(delivery, object));
  if (!newest || newest.eventId === attempt.eventId || newest.rank !== delivery.rank) return false;
  if (!happened || attempt.timeMs < newest.endMs || !isOlder(happened, newest.happened)) return false;
  const [older, newer] = [iso(happened.timeMs), iso(newest.happened.timeMs)];
  tell(
    delivery,
    {
      rule: OUT_OF_ORDER,
      clause: reader.clause!,
      timeMs: attempt.timeMs,
      environment: attempt.environment,
      message: `${delivery.eventId} of ${older} was first sent to ${delivery.endpoint} after ${newest.eventId} of ${newer} about the same object had been delivered`,
      evidence: {
        expected: "events about an object in the order of their times",
        actual: `${older} after ${newer}`,
        delivered: newest.eventId,
      },
      causes: [
        { source: newest.source, id: newest.id },
        { source: attempt.source, id: attempt.id },
      ],
    },
    report,
  );
  return true;
};

/** Forgets objects of which nothing was heard for long. */
export const forgetObjects = (order: ObjectOrder, clockMs: number, spanMs: number): void =>
  turn(order, clockMs, spanMs);
