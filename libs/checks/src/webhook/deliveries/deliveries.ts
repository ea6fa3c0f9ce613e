import type { EventReference, WebhookAttempt } from "#observation";
import { splitUrl } from "#observation";
import { makeRoom, noAges, touch, type Ages } from "../../engine/ages.ts";
import type { AttemptNumber } from "./schedule.ts";
import type { Outcome } from "./success.ts";

const MAX_OPEN = 100_000;
const MAX_FINISHED = 100_000;

/** The attempt of a delivery that counts as its last one. */
export interface LastAttempt extends EventReference {
  rank: number;
  startMs: number;
  endMs: number;
  outcome: Outcome;
}

/** What is remembered of one event's way to one endpoint; plain data. */
export interface Delivery {
  environment: string | undefined;
  endpoint: string;
  eventId: string;
  /** Whose records decide: the sender's (2) before those of an unnamed observer (1) and the receiver's (0). */
  rank: number;
  /** The highest number so far, as stated or counted, and what it may be; 0 before the first. */
  number: number;
  range: AttemptNumber;
  /** Attempts seen by each rank. */
  counted: number[];
  /** Manual redeliveries, which a sender may have numbered, too. */
  manuals: number;
  /** Whether what was counted began with the first attempt. */
  certain: boolean;
  /** It began under another policy, which nobody can hold it to any more. */
  exempt: boolean;
  first?: { rank: number; startMs: number; endMs: number };
  last?: LastAttempt;
  /** The attempt that succeeded; a manual one has the number 0. */
  delivered?: { rank: number; number: number; endMs: number };
  /** The latest time of the next attempt, and the clock at which its absence is certain. */
  deadlineMs?: number;
  dueMs?: number;
  /** What was told already: the last attempt that was too slow, the last that nothing followed in time, … */
  slowNumber: number;
  overdueNumber: number;
  /** … that it is exhausted, and that a newer event came before. */
  exhausted: boolean;
  disordered: boolean;
}

/** The deliveries that still go on, and those that have ended; plain data. */
export interface Deliveries {
  open: Ages<Delivery>;
  finished: Ages<Delivery>;
}

/** No deliveries. */
export const noDeliveries = (): Deliveries => ({ open: noAges(), finished: noAges() });

const MAX_RECEIVERS = 1_000;
const receivers = new Map<string, string>();

/** An endpoint as deliveries are told apart by it: host, path and query. */
const receiverOf = (endpoint: string): string => {
  const known = receivers.get(endpoint);
  if (known !== undefined) return known;
  const url = splitUrl(endpoint);
  const receiver = url ? `${url.host}${url.path}?${url.query}` : endpoint;
  if (receivers.size >= MAX_RECEIVERS) receivers.clear();
  receivers.set(endpoint, receiver);
  return receiver;
};

let lastAttempt: WebhookAttempt | undefined;
let lastKey = "";

/** What tells deliveries apart: endpoint and event id, in each environment. */
export const keyOf = (attempt: WebhookAttempt): string => {
  if (attempt === lastAttempt) return lastKey;
  const { environment = "", endpoint, eventId } = attempt;
  const receiver = receiverOf(endpoint);
  lastKey = `${environment.length} ${receiver.length} ${environment} ${receiver} ${eventId}`;
  lastAttempt = attempt;
  return lastKey;
};

/** The delivery of this key, touched. */
export const findDelivery = ({ open, finished }: Deliveries, key: string): Delivery | undefined =>
  touch(open, key) ?? touch(finished, key);

/** The delivery of this attempt, whether it still goes on or not; it is not touched. */
export const knownDelivery = (deliveries: Deliveries, attempt: WebhookAttempt): Delivery | undefined => {
  const key = keyOf(attempt);
  const { recent, older } = deliveries.finished;
  return openDelivery(deliveries, key) ?? recent.get(key) ?? older.get(key);
};

/** The delivery of this key if it still goes on; it is not touched. */
export const openDelivery = ({ open }: Deliveries, key: string): Delivery | undefined =>
  open.recent.get(key) ?? open.older.get(key);

/** A delivery of which nothing was seen yet. */
export const newDelivery = (
  { environment, endpoint, eventId }: WebhookAttempt,
  certain: boolean,
): Delivery => ({
  environment,
  endpoint,
  eventId,
  rank: 0,
  number: 0,
  range: { low: 0, high: 0 },
  counted: [0, 0, 0],
  manuals: 0,
  certain,
  exempt: false,
  first: undefined,
  last: undefined,
  delivered: undefined,
  deadlineMs: undefined,
  dueMs: undefined,
  slowNumber: 0,
  overdueNumber: 0,
  exhausted: false,
  disordered: false,
});

/** Puts a delivery where it belongs: among those that go on or those that have ended. */
export const settleDelivery = ({ open, finished }: Deliveries, key: string, delivery: Delivery): void => {
  const ended = delivery.delivered !== undefined || delivery.exhausted;
  const [from, to] = ended ? [open, finished] : [finished, open];
  if (to.recent.has(key)) return;
  from.recent.delete(key);
  from.older.delete(key);
  to.older.delete(key);
  keep(to, key, delivery, ended ? MAX_FINISHED : MAX_OPEN);
};

/** Adds an entry; the oldest is dropped where there are too many. */
const keep = (ages: Ages<Delivery>, key: string, delivery: Delivery, most: number): void => {
  makeRoom(ages, most);
  ages.recent.set(key, delivery);
};
