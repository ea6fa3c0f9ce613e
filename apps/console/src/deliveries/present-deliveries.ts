import { durationOf } from "#measurement";
import type { ListedAttempt, ListedDelivery, ListedEndpoint } from "#read-models";
import type { AttemptView, DeliveryEndpointPage, DeliveryView } from "./delivery-schemas.ts";

const shared = (row: ListedDelivery | ListedAttempt) => ({
  deliveryId: row.deliveryId,
  time: row.at.toISOString(),
  integration: row.integration,
  ...(row.environment !== "" && { environment: row.environment }),
  endpoint: row.endpoint,
  eventId: row.eventId,
  ...(row.eventType !== null && { eventType: row.eventType }),
  ...(row.status !== null && { status: row.status }),
  ...(row.failure !== null && { failure: row.failure }),
  ...(row.number !== null && { attempt: row.number }),
  signature: row.signature,
  timestamp: row.timestamp,
  side: row.side,
  manual: row.manual,
  ...(row.durationMs !== null && { durationMs: row.durationMs }),
});

/** A delivery as lists tell it. */
export const presentDelivery = (row: ListedDelivery): DeliveryView => ({
  ...shared(row),
  state: row.state,
  lastTime: row.lastAt.toISOString(),
  ...(row.nextUntil !== null && { nextUntil: row.nextUntil }),
});

/** An attempt as lists tell it. */
export const presentAttempt = (row: ListedAttempt): AttemptView => ({
  ...shared(row),
  attemptId: row.attemptId,
  outcome: row.outcome,
  ...(row.source !== "" && { source: row.source }),
  id: row.observationId,
});

/** Upper ends of a histogram's bars, in milliseconds; what took longer is in a last one. */
const BARS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000];

const latencyOf = ({ sketch, ...latency }: NonNullable<ListedEndpoint["latency"]>) => {
  const bins = Object.entries(sketch).map(([bin, count]) => ({ ms: durationOf(Number(bin)), count }));
  const longest = Math.max(...bins.map(({ ms }) => ms));
  const bars = [...BARS.filter((bar) => bar < longest), BARS.find((bar) => bar >= longest) ?? longest];
  const countIn = (above: number, upToMs: number): number =>
    bins.filter(({ ms }) => ms > above && ms <= upToMs).reduce((sum, { count }) => sum + count, 0);
  const histogram = bars.map((upToMs, at) => ({ upToMs, count: countIn(bars[at - 1] ?? -1, upToMs) }));
  return { ...latency, histogram };
};

/** An endpoint with how it fares. */
export const presentEndpoint = ({
  integration,
  environment,
  endpoint,
  side,
  health,
  latency,
}: ListedEndpoint): DeliveryEndpointPage["items"][number] => ({
  integration,
  ...(environment !== "" && { environment }),
  endpoint,
  side,
  lastTime: health.lastAt,
  consecutiveFailures: health.consecutiveFailures,
  ...(health.failingSince !== undefined && { failingSince: health.failingSince }),
  ...(health.lastSuccessAt !== undefined && { lastSuccess: health.lastSuccessAt }),
  ...(health.lastFailureAt !== undefined && { lastFailure: health.lastFailureAt }),
  ...(health.lastStatus !== undefined && { lastStatus: health.lastStatus }),
  ...(health.lastFailure !== undefined && { lastFailureKind: health.lastFailure }),
  ...(latency && { latency: latencyOf(latency) }),
});
