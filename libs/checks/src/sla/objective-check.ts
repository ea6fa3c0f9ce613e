import type { Check } from "../check.ts";
import { comesSampled } from "../engine/sampled-sources.ts";
import { follows, rankOf } from "../engine/side.ts";
import { settle } from "./closing.ts";
import { countExchange, uncountFrom } from "./counting.ts";
import type { Objective } from "./objective.ts";
import { noObservations, type ObjectiveState } from "./objective-state.ts";

const MINUTE_MS = 60_000;

/**
 * All rules about one objective of one environment. Every exchange with the environment counts, token requests where
 * they go to one of its base URLs; sampled sources, records of the other side and what is ahead of the clock do not.
 */
export const objectiveCheck = (objective: Objective): Check<ObjectiveState> => {
  const { clause, environment, hosts, outcomeOf, inMaintenance } = objective;
  return {
    key: `sla|${clause.path}|${JSON.stringify(clause.parameters)}`,
    initialState: noObservations,
    exchange(state, context, report) {
      if (context.environment !== environment) return;
      const { exchange, clockMs } = context;
      if (clockMs >= state.dueMs) settle(objective, state, clockMs, report);
      if (exchange.timeMs > clockMs || comesSampled(state.sampled, exchange, clockMs)) return;
      if (context.tokenRequest && !hosts.has(exchange.url.host)) return;
      const minute = Math.floor(exchange.timeMs / MINUTE_MS);
      const side = follows(state.side, rankOf(exchange), exchange.timeMs);
      if (side === "passes") return;
      if (side === "restart") uncountFrom(state, minute - 1);
      const outcome = outcomeOf(exchange);
      if (outcome === "neither") return;
      if (inMaintenance(minute)) state.apart += 1;
      else countExchange(state, minute, outcome === "bad", exchange, clockMs);
    },
    advance(state, clockMs, report) {
      if (clockMs >= state.dueMs) settle(objective, state, clockMs, report);
    },
  };
};
