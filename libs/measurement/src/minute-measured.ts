import type { DurationSketch } from "./duration-sketch.ts";

/** Exchanges that count for an objective; those inside a documented maintenance window stand apart. */
export interface ObjectiveCounts {
  good: number;
  bad: number;
  apart: number;
}

/** The exchanges of one minute that share environment, endpoint and client. Counts add up over events and cells. */
export interface MeasuredCell {
  environment?: string;
  /** `POST /api/v1/orders`. */
  endpoint: string;
  /** Absent where nobody could tell, or where a minute had too many clients to tell apart. */
  client?: string;
  /** How many exchanges ended so: by status (`200`), or by failure (`timeout`) where no answer came. */
  outcomes: Record<string, number>;
  /** By the path of the objective's clause. */
  objectives?: Record<string, ObjectiveCounts>;
  durations?: DurationSketch;
  /** Ids of the first exchanges that were bad for an objective, at most five. */
  badEventIds?: string[];
}

/** The webhook attempts of one minute that share environment and event type. */
export interface MeasuredDeliveries extends Pick<MeasuredCell, "environment" | "outcomes" | "durations"> {
  /** `order.created`; absent where nobody could tell. */
  eventType?: string;
}

/**
 * What an integration's traffic was in one minute of event time, in the stream `measurement-<integration>-<month>`.
 * Parts are told when the minute closes, more than one where it has many cells; those that restate add what came after
 * that, or take back (negative counts) what the other side had told.
 */
export interface MinuteMeasured {
  type: "MinuteMeasured";
  integration: string;
  /** Its start, ISO 8601 in UTC: `2024-01-15T10:30:00.000Z`. */
  minute: string;
  /** From 1 on. */
  part: number;
  /** The minute was closed before: what it was has been stated without this. */
  restates?: true;
  cells: MeasuredCell[];
  /** Webhook attempts; the first part of a minute tells them. */
  deliveries?: MeasuredDeliveries[];
}
