import type { Inhibition } from "../routing/routing.ts";

const WHERE = ["integration", "environment"];

/**
 * What is held back where nothing else is set. Few: only what says the same again, of the same party.
 *
 * - A budget that burns fast, or is spent, says what a degraded window or a slow burn says.
 * - A month below its objective says that its budget was spent.
 * - A webhook that exhausted its retries says that its endpoint is too slow.
 * - An expired token that is accepted says that one is used.
 * - A monitor that stands still or lags has not read the traffic that seems to be missing.
 */
export const DEFAULT_INHIBITIONS: readonly Inhibition[] = [
  {
    source: ['alertname=~"sla\\.(fast-burn|budget-exhausted)"'],
    target: ['alertname=~"sla\\.(degraded|slow-burn)"'],
    equal: WHERE,
  },
  {
    source: ['alertname="sla.missed"'],
    target: ['alertname="sla.budget-exhausted"'],
    equal: [...WHERE, "clause"],
  },
  {
    source: ['alertname="webhook.exhausted"'],
    target: ['alertname="webhook.too-slow"'],
    equal: [...WHERE, "endpoint"],
  },
  {
    source: ['alertname="auth.expired-token-accepted"'],
    target: ['alertname="auth.expired-token"'],
    equal: [...WHERE, "endpoint", "client"],
  },
  { source: ['alertname="monitor-stopped"'], target: ['alertname=~"monitor-lagging|no-data"'], equal: [] },
  { source: ['alertname="monitor-lagging"'], target: ['alertname="no-data"'], equal: [] },
];
