import { binOf, type MeasuredScenario, type MinuteMeasured } from "#measurement";
import { knownErrorCodes, type Specification } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import { bodyValue } from "../engine/body-value.ts";
import { comesSampled } from "../engine/sampled-sources.ts";
import { follows, rankOf } from "../engine/side.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import type { ScenarioResult } from "../scenario/coverage.ts";
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
  measuredCells,
  measuredDeliveries,
  type Cell,
  type Minute,
} from "./cells.ts";
import { compileAttemptCounts } from "./count-attempt.ts";
import { compileInteractionCounts } from "./counted-interactions.ts";
import { add, noCounts } from "./counts.ts";
import { freshResults } from "./fresh-results.ts";
import { minuteFor, nothingMeasured, pendingMinute, sideOf, type MeasuringState } from "./measuring-state.ts";
import { compileBodySampling, FIRST_FEW } from "./sampled-bodies.ts";
import { noteCapture, type Shown } from "./shown.ts";

export type { MeasuringState } from "./measuring-state.ts";

const MINUTE_MS = 60_000;
/** What one event holds at most. */
const CELLS_A_PART = 500;
/** Closed minutes that can still be taken back whole. */
const KEPT_WHOLE = 3;

/** One part of a minute, as it is told. */
export type ToldMinute = Omit<MinuteMeasured, "type" | "integration" | "minute"> & { startMs: number };

/** Measures an integration's traffic by the minute; it accuses nobody. */
export interface Measuring {
  check: Check<MeasuringState>;
  count(state: MeasuringState, context: ExchangeContext): void;
  /** Tells the minutes that are closed by the clock: 60 s of event time after their end. */
  close(
    state: MeasuringState,
    clockMs: number,
    tell: (minute: ToldMinute) => void,
    results: ReadonlyMap<string, readonly ScenarioResult[]>,
  ): void;
}

/** Another side is followed from a minute on: what was counted in it for the environment does not hold. */
const takeBack = (state: MeasuringState, environment: string, fromMinute: number): void => {
  for (const [minute, cells] of state.pending) if (minute >= fromMinute) dropEnvironment(cells, environment);
  for (const [minute, cells] of state.told)
    if (minute >= fromMinute) addEnvironment(pendingMinute(state, minute, true), cells, environment, -1);
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
  scenarios: MeasuredScenario[],
  tell: (minute: ToldMinute) => void,
): void => {
  const all = measuredCells(cells);
  const deliveries = measuredDeliveries(cells.deliveries);
  const interactions = [...cells.interactions.values()];
  const bodies = [...cells.bodies.values()];
  for (let start = 0; start === 0 || start < all.length; start += CELLS_A_PART) {
    const part = (state.parts.get(minute) ?? 0) + 1;
    state.parts.set(minute, part);
    tell({
      startMs: minute * MINUTE_MS,
      part,
      form: 2,
      ...(cells.late && { restates: true }),
      cells: all.slice(start, start + CELLS_A_PART),
      ...(start === 0 && {
        ...(deliveries.length > 0 && { deliveries }),
        ...(interactions.length > 0 && { interactions }),
        ...(scenarios.length > 0 && { scenarios }),
        ...(bodies.length > 0 && { bodies }),
      }),
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

  const sampling = compileBodySampling(specification);
  const countAttempt = compileAttemptCounts(specification, sampling);
  const countInteraction = compileInteractionCounts(specification);
  const codeOf = compileErrorCodeReader(specification);
  const codes = knownErrorCodes(specification);

  const show = (shown: Shown, { exchange, tokenRequest }: ExchangeContext): void => {
    noteCapture(shown, exchange);
    if (tokenRequest) shown.token = true;
    const { response } = exchange;
    if (!response || response.status < 400) return;
    const code = codeOf(bodyValue(response.body));
    if (code !== undefined && codes.has(code)) add((shown.errorCodes ??= noCounts()), code);
  };

  return {
    check: {
      key: "engine.measuring",
      initialState: nothingMeasured,
      observation(state, observation, clockMs) {
        if (observation.type === "attempt") countAttempt(state, observation, clockMs);
        else if (observation.type === "interaction") {
          const minute = minuteFor(state, observation.timeMs, clockMs);
          if (minute) countInteraction(minute.interactions, observation);
        }
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
      const pending = pendingMinute(state, minute, minute < openMinute);
      const cell = cellOf(pending, environment, label, client);
      const { response, failure, durationMs } = exchange;
      const seen = add(cell.outcomes, response ? response.status : (failure ?? "unknown"));
      show(cell.shown, context);
      if (seen <= FIRST_FEW) sampling.exchange(pending.bodies, context);
      if (durationMs !== undefined) add(cell.bins, binOf(durationMs));
      const promised = byEnvironment.get(environment);
      if (promised && !comesSampled(state.sampled, exchange, clockMs))
        countObjectives(cell, promised, context);
    },
    close(state, clockMs, tell, results) {
      if (clockMs < state.dueMs) return;
      const openMinute = openMinuteAt(clockMs);
      const closed = [...state.pending].filter(([minute]) => minute < openMinute).sort(([a], [b]) => a - b);
      for (const [at, [minute, cells]] of closed.entries()) {
        state.pending.delete(minute);
        const fresh = at === closed.length - 1 ? freshResults(state.results, results) : [];
        tellMinute(state, minute, cells, fresh, tell);
      }
      forget(state, openMinute);
      state.dueMs = state.pending.size + state.told.size > 0 ? dueOf(openMinute) : NEVER_MS;
    },
  };
};
