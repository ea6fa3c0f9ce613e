import type { DurationSketch } from "./duration-sketch.ts";

/** Exchanges that count for an objective; those inside a documented maintenance window stand apart. */
export interface ObjectiveCounts {
  good: number;
  bad: number;
  apart: number;
}

/** How many messages came without what a clause may be about; absent members are 0. */
export interface Uncaptured {
  /** URLs without a scheme. */
  schemes?: number;
  requestHeaders?: number;
  requestBodies?: number;
  /** By status. */
  responseHeaders?: Record<string, number>;
  responseBodies?: Record<string, number>;
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
  /** They went to the token endpoint. */
  token?: true;
  uncaptured?: Uncaptured;
  /** How many answers carried a documented error code, by that. */
  errorCodes?: Record<string, number>;
}

/** The webhook attempts of one minute that share environment and event type. */
export interface MeasuredDeliveries extends Pick<MeasuredCell, "environment" | "outcomes" | "durations"> {
  /** `order.created`; absent where nobody could tell. */
  eventType?: string;
  uncaptured?: Pick<Uncaptured, "requestHeaders" | "requestBodies">;
  /** How many were a repeated attempt, by its number from 2 on. */
  attempts?: Record<string, number>;
}

/** Interactions of one minute that were an arrow of a sequence diagram, in the words of its first such arrow. */
export interface MeasuredInteractions {
  environment?: string;
  from: string;
  to: string;
  message: string;
  arrow: "sync" | "reply" | "async";
  count: number;
  failed?: number;
}

/** What exchanges showed of a test scenario since it was told last. */
export interface MeasuredScenario {
  environment?: string;
  /** The path of the scenario's clause. */
  path: string;
  passed?: number;
  failed?: number;
  /** When the last of all was, ISO 8601 in UTC. */
  lastAt: string;
  /** The exchange that failed it last. */
  lastFailure?: string;
}

/** Which optional members the first few bodies of a minute had. */
export interface SampledBodies {
  environment?: string;
  /** The path of the clause that documents the body. */
  body: string;
  /** How many were looked at. */
  samples: number;
  /** How many had the member, by its pointer in the documented schema (`/properties/items/items`: an item). */
  members: Record<string, number>;
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
  /** Where it is absent, nothing is known of captures, codes, interactions, scenarios and samples. */
  form?: 2;
  /** The minute was closed before: what it was has been stated without this. */
  restates?: true;
  cells: MeasuredCell[];
  /** Webhook attempts; the first part of a minute tells them. */
  deliveries?: MeasuredDeliveries[];
  /** These three are told by the first part, too. */
  interactions?: MeasuredInteractions[];
  scenarios?: MeasuredScenario[];
  bodies?: SampledBodies[];
}
