import type { SignatureState, TimestampState } from "#delivery";
import { printable } from "../printable.ts";
import { durationClassOf, HIGHEST_NUMBER, type DeliveryList, type Kind } from "./kind.ts";

/**
 * What a list of deliveries or attempts is narrowed by; absent members do not narrow. What an attempt has is held
 * against a delivery's latest attempt; `manual` and `side` against all of them.
 */
export interface DeliveryFilter {
  integration?: string;
  environment?: string;
  endpoint?: string;
  eventType?: string;
  eventId?: string;
  deliveryId?: string;
  /** Fingerprints of objects that the payload may speak of. */
  subjects?: readonly string[];
  /** A delivery's state or an attempt's outcome. */
  state?: Kind["state"];
  status?: number;
  /** 2 for 2xx. */
  statusClass?: number;
  failure?: string;
  number?: number;
  signature?: SignatureState;
  timestamp?: TimestampState;
  side?: Kind["side"];
  manual?: boolean;
  /** The first attempt's time, at the earliest. */
  from?: Date;
  /** Before this time. */
  to?: Date;
  /** In milliseconds, inclusive. */
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Only these attempts, or deliveries with one of them: what a search of words has found. */
  attemptIds?: readonly string[];
}

/** Gathers a statement's values; each gives its placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

const EXACT = {
  integration: "integration",
  environment: "environment",
  eventType: "event_type",
  state: "state",
  status: "status",
  failure: "failure",
  signature: "signature",
  timestamp: "timestamp",
  side: "side",
  manual: "manual",
} as const satisfies Partial<Record<keyof DeliveryFilter, keyof Kind>>;

/** Conditions on kinds `k`; empty where the filter asks for none. */
export const kindConditions = (filter: DeliveryFilter, values: Values): string[] => {
  const conditions: string[] = [];
  for (const [name, column] of Object.entries(EXACT)) {
    const value = filter[name as keyof typeof EXACT];
    if (value === undefined) continue;
    conditions.push(`k.${column} = ${values.add(typeof value === "string" ? printable(value) : value)}`);
  }
  const { statusClass, number, minDurationMs, maxDurationMs } = filter;
  if (statusClass !== undefined)
    conditions.push(
      `k.status BETWEEN ${values.add(statusClass * 100)} AND ${values.add(statusClass * 100 + 99)}`,
    );
  if (number !== undefined) conditions.push(`k.number = ${values.add(Math.min(number, HIGHEST_NUMBER))}`);
  if (minDurationMs !== undefined)
    conditions.push(`k.duration_class >= ${values.add(durationClassOf(minDurationMs))}`);
  if (maxDurationMs !== undefined)
    conditions.push(`k.duration_class <= ${values.add(durationClassOf(maxDurationMs))}`);
  return conditions;
};

/** Conditions on rows `t` beside their kind: duration, and the times between. */
export const rowConditions = (filter: DeliveryFilter, values: Values): string[] => {
  const { minDurationMs, maxDurationMs, from, to } = filter;
  const conditions: string[] = [];
  if (from) conditions.push(`t.at >= ${values.add(from)}`);
  if (to) conditions.push(`t.at < ${values.add(to)}`);
  if (minDurationMs !== undefined) conditions.push(`t.duration_ms >= ${values.add(minDurationMs)}`);
  if (maxDurationMs !== undefined) conditions.push(`t.duration_ms <= ${values.add(maxDurationMs)}`);
  return conditions;
};

/** Conditions on rows `t` that tell their endpoint; empty where the filter names none. */
export const endpointConditions = (
  { endpoint, integration, environment }: DeliveryFilter,
  values: Values,
): string[] => {
  if (endpoint === undefined) return [];
  const name = values.add(printable(endpoint));
  const conditions = [`md5(e.endpoint) = md5(${name})`, `e.endpoint = ${name}`];
  if (integration !== undefined) conditions.push(`e.integration = ${values.add(printable(integration))}`);
  if (environment !== undefined) conditions.push(`e.environment = ${values.add(printable(environment))}`);
  return [`t.endpoint = ANY(ARRAY(SELECT e.id FROM delivery_endpoint e WHERE ${conditions.join(" AND ")}))`];
};

/** Conditions on rows `t` that few rows pass, each with an index of its own; empty where the filter asks for none. */
export const selectiveConditions = (filter: DeliveryFilter, list: DeliveryList, values: Values): string[] => {
  const { eventId, deliveryId, subjects, attemptIds } = filter;
  const conditions: string[] = [];
  if (eventId !== undefined) {
    const value = values.add(printable(eventId));
    conditions.push(
      `hashtextextended(t.event_id, 0) = hashtextextended(${value}, 0) AND t.event_id = ${value}`,
    );
  }
  if (deliveryId !== undefined) {
    const value = values.add(printable(deliveryId));
    conditions.push(`t.delivery_id = ${value}`);
    if (list === "attempt" && eventId === undefined)
      conditions.push(
        `hashtextextended(t.event_id, 0) = (SELECT hashtextextended(d.event_id, 0) FROM delivery d WHERE d.delivery_id = ${value})`,
      );
  }
  if (subjects !== undefined)
    conditions.push(
      subjects.length === 1
        ? `t.subject = ${values.add(subjects[0])}`
        : `t.subject = ANY(${values.add(subjects)}::text[])`,
    );
  if (attemptIds !== undefined) {
    const ids = values.add(attemptIds);
    const found = `hashtextextended(a.attempt_id, 0) = ANY(ARRAY(SELECT hashtextextended(id, 0) FROM unnest(${ids}::text[]) AS id))
      AND a.attempt_id = ANY(${ids})`;
    conditions.push(
      list === "attempt"
        ? found.replaceAll("a.attempt_id", "t.attempt_id")
        : `t.delivery_id = ANY(ARRAY(SELECT a.delivery_id FROM delivery_attempt a WHERE ${found}))`,
    );
  }
  return conditions;
};
