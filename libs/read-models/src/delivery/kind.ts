import type { AttemptOutcome, DeliveryState, SignatureState, TimestampState } from "#delivery";
import { sha256Hex } from "#platform";
import { printable } from "../printable.ts";

/** What a list holds. */
export type DeliveryList = "delivery" | "attempt";

/** States of a delivery; `overdue`: it failed, and the next attempt did not come when the schedule wanted it. */
export const DELIVERY_STATES = [
  "pending",
  "delivered",
  "failing",
  "exhausted",
  "overdue",
] as const satisfies readonly (DeliveryState | "overdue")[];

/** What an attempt came to. */
export const ATTEMPT_OUTCOMES = [
  "delivered",
  "failed",
  "slow",
  "unknown",
] as const satisfies readonly AttemptOutcome[];

/** Who saw it; a delivery may be seen by `both`, and an attempt may be our own `redelivery`. */
export const DELIVERY_SIDES = ["sender", "receiver", "observer", "both", "redelivery"] as const;
export type DeliverySide = (typeof DELIVERY_SIDES)[number];

/** What rows have in common that are of one kind. */
export interface Kind {
  list: DeliveryList;
  integration: string;
  environment: string;
  event_type: string | null;
  state: (typeof DELIVERY_STATES)[number] | AttemptOutcome;
  status: number | null;
  failure: string | null;
  /** Of the attempt, or of the delivery's latest; high ones are as one. */
  number: number | null;
  signature: SignatureState;
  timestamp: TimestampState;
  side: DeliverySide;
  manual: boolean;
  duration_class: number | null;
}

/** Higher numbers of attempts stand as this one. */
export const HIGHEST_NUMBER = 100;

/** Where classes of durations begin, in milliseconds. */
const CLASSES = [0, 100, 1000, 5000, 10_000, 20_000, 30_000];

/** The class of a duration: the lowest duration of it, in milliseconds. */
export const durationClassOf = (durationMs: number): number =>
  CLASSES.findLast((begin) => begin <= durationMs) ?? 0;

/** A kind as the table holds it, with what tells it from others. */
export interface StoredKind extends Kind {
  key: string;
}

/** The kind as it is stored. */
export const storedKind = (kind: Kind): StoredKind => {
  const stored = {
    list: kind.list,
    integration: printable(kind.integration),
    environment: printable(kind.environment),
    event_type: kind.event_type === null ? null : printable(kind.event_type),
    state: kind.state,
    status: kind.status,
    failure: kind.failure,
    number: kind.number === null ? null : Math.min(kind.number, HIGHEST_NUMBER),
    signature: kind.signature,
    timestamp: kind.timestamp,
    side: kind.side,
    manual: kind.manual,
    duration_class: kind.duration_class,
  };
  return { ...stored, key: sha256Hex(JSON.stringify(Object.values(stored))).slice(0, 32) };
};
