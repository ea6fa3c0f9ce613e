import type { ViewName } from "../delivery.ts";
import type { WebhookAttempted } from "../webhook-attempted.ts";
import { endOf, inOrder, startOf, viewOf } from "./attempt-times.ts";

/** By how much clocks of two sides may differ beyond an attempt's duration. */
const SKEW_MS = 5_000;
/** How near an endpoint's other attempts must be for its absence among them to say something. */
const AROUND_MS = 3_600_000;

/**
 * What two sides' records say together. `agree`: the same answer; `disagree`: two answers; `answer-lost`: the receiver
 * answered, and the sender never saw it; `answered-before`: something before the receiver answered; `never-received`,
 * `never-sent`: the other side was watched around that time and saw nothing; `one-sided`: it was not watched; `unknown`:
 * an answer was not captured.
 */
export type Together =
  | "agree"
  | "disagree"
  | "answer-lost"
  | "answered-before"
  | "never-received"
  | "never-sent"
  | "one-sided"
  | "unknown";

/** One attempt as each side saw it. */
export interface ReconciledAttempt {
  /** As stated by either side. */
  number?: number;
  sender?: WebhookAttempted;
  observer?: WebhookAttempted;
  receiver?: WebhookAttempted;
  together: Together;
  /** Whether the receiver got the bytes that were sent; absent where one of them was not captured as sent. */
  sameBytes?: boolean;
  /** By how much the receiver's clock is ahead of the sender's at least, or behind; absent where they may agree. */
  clocksDifferMs?: number;
}

/** When a side saw an attempt to deliver anything to the endpoint. */
export type Sighting = Pick<WebhookAttempted, "startedAt" | "partial">;

/** What was seen at the endpoint around the delivery, by side; the delivery's own attempts are counted in. */
export interface Sightings {
  sender: readonly Sighting[];
  receiver: readonly Sighting[];
}

type Row = Partial<Record<ViewName, WebhookAttempted>>;

const anyOf = (row: Row): WebhookAttempted => (row.sender ?? row.observer ?? row.receiver)!;

const numberOf = ({ number, manual }: WebhookAttempted): number | undefined => (manual ? undefined : number);

/** How far apart two attempts are; undefined where they cannot be the same one. */
const distanceOf = (one: WebhookAttempted, other: WebhookAttempted): number | undefined => {
  const [first, second] = [numberOf(one), numberOf(other)];
  if (first !== undefined && second !== undefined) return first === second ? 0 : undefined;
  const gap = Math.max(startOf(one) - endOf(other), startOf(other) - endOf(one));
  return gap > SKEW_MS ? undefined : 1 + Math.abs(startOf(one) - startOf(other));
};

/** Puts another side's attempts beside those that are there, nearest first; what fits none stands alone. */
const place = (rows: Row[], side: ViewName, attempts: readonly WebhookAttempted[]): void => {
  const pairs = attempts.flatMap((attempt) =>
    rows.flatMap((row) => {
      const distance = distanceOf(anyOf(row), attempt);
      return distance === undefined ? [] : [{ row, attempt, distance }];
    }),
  );
  const placed = new Set<WebhookAttempted>();
  for (const { row, attempt } of pairs.toSorted((one, other) => one.distance - other.distance)) {
    if (row[side] || placed.has(attempt)) continue;
    row[side] = attempt;
    placed.add(attempt);
  }
  for (const attempt of attempts) if (!placed.has(attempt)) rows.push({ [side]: attempt });
};

/** Whether a side was watched before and after a moment, and tells all it sees. */
const isWatched = (sightings: readonly Sighting[], atMs: number): boolean => {
  const near = sightings.filter((one) => Math.abs(startOf(one) - atMs) <= AROUND_MS);
  return (
    near.every(({ partial }) => !partial) &&
    near.some((one) => startOf(one) < atMs) &&
    near.some((one) => startOf(one) > atMs)
  );
};

const isCaptured = ({ status, failure }: WebhookAttempted): boolean =>
  status !== undefined || failure !== undefined;

const together = ({ sender, observer, receiver }: Row, seen: Sightings): Together => {
  const sent = sender ?? observer;
  if (!sent) return isWatched(seen.sender, startOf(receiver!)) ? "never-sent" : "one-sided";
  if (!receiver) {
    if (!isWatched(seen.receiver, startOf(sent))) return "one-sided";
    return sent.status === undefined ? "never-received" : "answered-before";
  }
  if (!isCaptured(sent) || !isCaptured(receiver)) return "unknown";
  if (sent.status !== undefined) return sent.status === receiver.status ? "agree" : "disagree";
  return receiver.status === undefined ? "agree" : "answer-lost";
};

const sameBytes = (sent: WebhookAttempted, received: WebhookAttempted): boolean | undefined => {
  if (sent.payloadKept !== "text" || received.payloadKept !== "text") return undefined;
  return sent.payloadDigest === received.payloadDigest;
};

const clocksDifferMs = (sent: WebhookAttempted, received: WebhookAttempted): number | undefined => {
  const began = startOf(received);
  if (began > endOf(sent) + SKEW_MS) return began - endOf(sent);
  return began < startOf(sent) - SKEW_MS ? began - startOf(sent) : undefined;
};

const reconciled = (row: Row, seen: Sightings): ReconciledAttempt => {
  const { sender, observer, receiver } = row;
  const number = [sender, observer, receiver].flatMap((one) => (one && numberOf(one)) ?? [])[0];
  const sent = sender ?? observer;
  const same = sent && receiver && sameBytes(sent, receiver);
  const differ = sent && receiver && clocksDifferMs(sent, receiver);
  return {
    ...row,
    ...(number === undefined ? {} : { number }),
    together: together(row, seen),
    ...(same === undefined ? {} : { sameBytes: same }),
    ...(differ === undefined ? {} : { clocksDifferMs: differ }),
  };
};

/**
 * Both sides' records of one delivery side by side, in the order in which they began: the same attempt by its stated
 * number, else by overlapping times.
 */
export const reconcile = (
  attempts: readonly WebhookAttempted[],
  elsewhere: Sightings,
): ReconciledAttempt[] => {
  const of = (side: ViewName): WebhookAttempted[] =>
    inOrder(attempts.filter((attempt) => viewOf(attempt) === side));
  const rows = of("sender").map((sender): Row => ({ sender }));
  place(rows, "observer", of("observer"));
  place(rows, "receiver", of("receiver"));
  const seen: Sightings = {
    sender: [...elsewhere.sender, ...of("sender")],
    receiver: [...elsewhere.receiver, ...of("receiver")],
  };
  return rows
    .toSorted((one, other) => startOf(anyOf(one)) - startOf(anyOf(other)))
    .map((row) => reconciled(row, seen));
};
