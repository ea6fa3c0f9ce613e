import { binOf, type MinuteMeasured } from "#measurement";
import type { WebhookAttempt } from "#observation";
import type { Specification } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import { noAges, type Ages } from "../engine/ages.ts";
import { comesSampled } from "../engine/sampled-sources.ts";
import { follows, rankOf, type Sided } from "../engine/side.ts";
import { dueOf, openMinuteAt } from "../sla/counting.ts";
import { documentedObjectives } from "../sla/documented-objectives.ts";
import type { Objective } from "../sla/objective.ts";
import { NEVER_MS } from "../sla/objective-state.ts";
import { KEPT_MINUTES } from "../sla/trailing.ts";
import {
  addEnvironment,
  cellOf,
  countsFor,
  dropEnvironment,
  keepBad,
  deliveriesOf,
  measuredCells,
  measuredDeliveries,
  noCells,
  type Cell,
  type Minute,
} from "./cells.ts";
import { add } from "./counts.ts";

const MINUTE_MS = 60_000;
/** What one event holds at most. */
const CELLS_A_PART = 500;
/** Closed minutes that can still be taken back whole. */
const KEPT_WHOLE = 3;
const MAX_ENVIRONMENTS = 100;

/** The minutes that are not told yet, and what is needed to restate those that are; plain data. */
export interface MeasuringState {
  /** Clock at which something is to be told. */
  dueMs: number;
  pending: Map<number, Minute>;
  /** How many parts were told, by minute, for three days. */
  parts: Map<number, number>;
  /** The latest told minutes as they stand. */
  told: Map<number, Minute>;
  /** Whose records count, by environment. */
  sides: Map<string, Sided>;
  sampled: Ages<true>;
}

/** One part of a minute, as it is told. */
export type ToldMinute = Pick<MinuteMeasured, "part" | "restates" | "cells" | "deliveries"> & {
  startMs: number;
};

/** Measures an integration's traffic by the minute; it accuses nobody. */
export interface Measuring {
  check: Check<MeasuringState>;
  count(state: MeasuringState, context: ExchangeContext): void;
  /** Tells the minutes that are closed by the clock: 60 s of event time after their end. */
  close(state: MeasuringState, clockMs: number, tell: (minute: ToldMinute) => void): void;
}

const pendingMinute = ({ pending }: MeasuringState, minute: number, late: boolean): Minute => {
  let cells = pending.get(minute);
  if (!cells) pending.set(minute, (cells = late ? { ...noCells(), late } : noCells()));
  return cells;
};

/** Another side is followed from a minute on: what was counted in it for the environment does not hold. */
const takeBack = (state: MeasuringState, environment: string, fromMinute: number): void => {
  for (const [minute, cells] of state.pending) if (minute >= fromMinute) dropEnvironment(cells, environment);
  for (const [minute, cells] of state.told)
    if (minute >= fromMinute) addEnvironment(pendingMinute(state, minute, true), cells, environment, -1);
};

const sideOf = ({ sides }: MeasuringState, environment: string): Sided | undefined => {
  let side = sides.get(environment);
  if (!side && sides.size < MAX_ENVIRONMENTS) sides.set(environment, (side = { rank: -1, seenMs: 0 }));
  return side;
};

const ATTEMPT_RANKS = { sender: 2, receiver: 1 } as const;

/** The sender's record of an attempt counts before the receiver's. */
const countAttempt = (state: MeasuringState, attempt: WebhookAttempt, clockMs: number): void => {
  const { environment = "", eventType = "", observedBy, timeMs, response, failure, durationMs } = attempt;
  const minute = Math.floor(timeMs / MINUTE_MS);
  const openMinute = openMinuteAt(clockMs);
  if (timeMs > clockMs || minute < openMinute - KEPT_MINUTES) return;
  const side = sideOf(state, `webhooks ${environment}`);
  if (side && follows(side, observedBy ? ATTEMPT_RANKS[observedBy] : 0, timeMs) === "passes") return;
  if (state.dueMs === NEVER_MS) state.dueMs = dueOf(Math.max(minute, openMinute));
  const { deliveries } = pendingMinute(state, minute, minute < openMinute);
  const { outcomes, bins } = deliveriesOf(deliveries, environment, eventType);
  add(outcomes, response ? response.status : (failure ?? "unknown"));
  if (durationMs !== undefined) add(bins, binOf(durationMs));
};

const countObjectives = (cell: Cell, objectives: readonly Objective[], context: ExchangeContext): void => {
  const { exchange, tokenRequest } = context;
  const minute = Math.floor(exchange.timeMs / MINUTE_MS);
  for (const { clause, hosts, outcomeOf, inMaintenance } of objectives) {
    if (tokenRequest && !hosts.has(exchange.url.host)) continue;
    const outcome = outcomeOf(exchange);
    if (outcome === "neither") continue;
    const counts = countsFor(cell, clause.path);
    if (inMaintenance(minute)) counts.apart += 1;
    else {
      counts[outcome] += 1;
      if (outcome === "bad") keepBad(cell, exchange.id);
    }
  }
};

const tellMinute = (
  state: MeasuringState,
  minute: number,
  cells: Minute,
  tell: (minute: ToldMinute) => void,
): void => {
  const all = measuredCells(cells);
  const deliveries = measuredDeliveries(cells.deliveries);
  for (let start = 0; start === 0 || start < all.length; start += CELLS_A_PART) {
    const part = (state.parts.get(minute) ?? 0) + 1;
    state.parts.set(minute, part);
    tell({
      startMs: minute * MINUTE_MS,
      part,
      ...(cells.late && { restates: true }),
      cells: all.slice(start, start + CELLS_A_PART),
      ...(start === 0 && deliveries.length > 0 && { deliveries }),
    });
  }
  const known = state.told.get(minute);
  if (!known) state.told.set(minute, cells);
  else for (const environment of cells.environments.keys()) addEnvironment(known, cells, environment, 1);
};

const forget = ({ parts, told }: MeasuringState, openMinute: number): void => {
  for (const minute of parts.keys()) {
    if (minute >= openMinute - KEPT_MINUTES) break;
    parts.delete(minute);
  }
  for (const minute of told.keys()) if (minute < openMinute - KEPT_WHOLE) told.delete(minute);
};

/** Compiles what is measured of one specification's traffic. */
export const compileMeasuring = (specification: Specification): Measuring => {
  const { objectives } = documentedObjectives(specification);
  const byEnvironment = new Map(
    objectives.map(({ environment }) => [
      environment,
      objectives.filter((objective) => objective.environment === environment),
    ]),
  );

  return {
    check: {
      key: "engine.measuring",
      initialState: () => ({
        dueMs: NEVER_MS,
        pending: new Map(),
        parts: new Map(),
        told: new Map(),
        sides: new Map(),
        sampled: noAges(),
      }),
      observation(state, observation, clockMs) {
        if (observation.type === "attempt") countAttempt(state, observation, clockMs);
      },
    },
    count(state, context) {
      const { exchange, label, client = "", clockMs, environment = "" } = context;
      const minute = Math.floor(exchange.timeMs / MINUTE_MS);
      const openMinute = openMinuteAt(clockMs);
      if (exchange.timeMs > clockMs || minute < openMinute - KEPT_MINUTES) return;
      const side = sideOf(state, environment);
      const followed = side ? follows(side, rankOf(exchange), exchange.timeMs) : "counts";
      if (followed === "passes") return;
      if (followed === "restart") takeBack(state, environment, minute - 1);
      if (state.dueMs === NEVER_MS) state.dueMs = dueOf(Math.max(minute, openMinute));
      const cell = cellOf(pendingMinute(state, minute, minute < openMinute), environment, label, client);
      const { response, failure, durationMs } = exchange;
      add(cell.outcomes, response ? response.status : (failure ?? "unknown"));
      if (durationMs !== undefined) add(cell.bins, binOf(durationMs));
      const promised = byEnvironment.get(environment);
      if (promised && !comesSampled(state.sampled, exchange, clockMs))
        countObjectives(cell, promised, context);
    },
    close(state, clockMs, tell) {
      if (clockMs < state.dueMs) return;
      const openMinute = openMinuteAt(clockMs);
      const closed = [...state.pending].filter(([minute]) => minute < openMinute).sort(([a], [b]) => a - b);
      for (const [minute, cells] of closed) {
        state.pending.delete(minute);
        tellMinute(state, minute, cells, tell);
      }
      forget(state, openMinute);
      state.dueMs = state.pending.size + state.told.size > 0 ? dueOf(openMinute) : NEVER_MS;
    },
  };
};
