import type { Exchange } from "#observation";
import type { Check } from "../check.ts";
import { sizeOf, turn } from "../engine/ages.ts";
import { follows, rankOf } from "../engine/side.ts";
import { settle } from "./closing.ts";
import { countExchange, uncountFrom } from "./counting.ts";
import type { Objective } from "./objective.ts";
import { noObservations, type ObjectiveState } from "./objective-state.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_SAMPLED = 100_000;

/** Whether the exchange is sampled, or its source was seen to sample within a day or two. */
const isSampled = ({ sampled }: ObjectiveState, { partial, source }: Exchange, clockMs: number): boolean => {
  if (!partial && sizeOf(sampled) === 0) return false;
  turn(sampled, clockMs, DAY_MS);
  if (partial && sizeOf(sampled) < MAX_SAMPLED) sampled.recent.set(source, true);
  return partial || sampled.recent.has(source) || sampled.older.has(source);
};

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
      if (exchange.timeMs > clockMs || isSampled(state, exchange, clockMs)) return;
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
