import type { WebhookAttempted } from "#delivery";

/** How an endpoint fares as one side sees it. */
export interface SideHealth {
  lastAt: string;
  lastSuccessAt?: string;
  lastFailureAt?: string;
  /** Of the last failure; neither where it was refused by the success criterion for another reason. */
  lastStatus?: number;
  lastFailure?: string;
  /** Attempts that failed since the last success. */
  consecutiveFailures: number;
  failingSince?: string;
}

/** How an endpoint fares, by who saw it. */
export type EndpointHealth = Partial<Record<"sender" | "observer" | "receiver", SideHealth>>;

const later = (one: string | undefined, other: string): string =>
  one === undefined || one < other ? other : one;

const succeeded = (health: SideHealth, at: string): SideHealth => {
  const { failingSince, consecutiveFailures, lastFailureAt } = health;
  const success = { ...health, lastSuccessAt: later(health.lastSuccessAt, at) };
  if (failingSince === undefined || at < failingSince) return success;
  if (lastFailureAt !== undefined && lastFailureAt > at)
    return { ...success, failingSince: lastFailureAt, consecutiveFailures: Math.min(1, consecutiveFailures) };
  delete success.failingSince;
  return { ...success, consecutiveFailures: 0 };
};

const failed = (health: SideHealth, { startedAt, status, failure }: WebhookAttempted): SideHealth => {
  if (health.lastSuccessAt !== undefined && startedAt < health.lastSuccessAt) return health;
  const told: SideHealth = {
    ...health,
    consecutiveFailures: health.consecutiveFailures + 1,
    failingSince:
      health.failingSince !== undefined && health.failingSince < startedAt ? health.failingSince : startedAt,
  };
  if (health.lastFailureAt !== undefined && health.lastFailureAt > startedAt) return told;
  delete told.lastStatus;
  delete told.lastFailure;
  if (status !== undefined) told.lastStatus = status;
  if (failure !== undefined) told.lastFailure = failure;
  return { ...told, lastFailureAt: startedAt };
};

/**
 * How an endpoint fares after another attempt. Where a success comes late, of the failures around it only those after it
 * that are known to be so still count.
 */
export const faring = (health: EndpointHealth, attempt: WebhookAttempted): EndpointHealth => {
  const side = attempt.observedBy ?? "observer";
  const before = health[side] ?? { lastAt: attempt.startedAt, consecutiveFailures: 0 };
  const seen = { ...before, lastAt: later(before.lastAt, attempt.startedAt) };
  if (attempt.outcome === "unknown") return { ...health, [side]: seen };
  const delivered = attempt.outcome === "delivered";
  return { ...health, [side]: delivered ? succeeded(seen, attempt.startedAt) : failed(seen, attempt) };
};
