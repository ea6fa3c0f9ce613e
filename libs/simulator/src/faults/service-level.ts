import { isMaintenance } from "../model/service-level-model.ts";
import type { EnvironmentModel, TrafficModel } from "../model/traffic-model.ts";
import type { Outage } from "../traffic/outages.ts";
import type { Fault, Horizon } from "./fault.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_HOURS = 168;
const WINDOW_MS = 5 * MINUTE_MS;
/** More exchanges than a window must hold to be judged. */
const JUDGED_FROM = 30;

/** Above three times the sustainable rate, and below six times. */
const LEAK_RATE = 5.5;
const LEAK_AFTER_MS = 7 * HOUR_MS;
const LEAK_MS = 13 * HOUR_MS;
const LEAK_JUDGED_FROM = 13;

const perWindowOf = ({ environments }: TrafficModel, { ratePerSecond }: Horizon): number =>
  ((ratePerSecond / environments.length) * WINDOW_MS) / 1000;

const promising = ({ environments }: TrafficModel): EnvironmentModel | undefined =>
  environments.find(({ serviceLevels }) =>
    serviceLevels?.objectives.some(({ measures }) => measures === "availability"),
  );

const monthEndMs = (timeMs: number) => {
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};

/** When an outage of `lengthMs` may begin at `fromMs` or as soon after it as nothing is maintained. */
const outOfMaintenance = ({ serviceLevels }: EnvironmentModel, fromMs: number, lengthMs: number): number => {
  const isFree = (atMs: number) =>
    [atMs - HOUR_MS, atMs, atMs + lengthMs, atMs + lengthMs + HOUR_MS].every(
      (timeMs) => !isMaintenance(serviceLevels!, timeMs),
    );
  let atMs = Math.ceil(fromMs / WINDOW_MS) * WINDOW_MS;
  for (let tries = 0; tries < WEEK_HOURS && !isFree(atMs); tries++) atMs += HOUR_MS;
  return atMs;
};

/** A fault that is an outage of `lengthMs`, as long after the start as `afterMs` says, and known `confirmedMs` later. */
const outage = (
  rule: string,
  lengthMs: number,
  place: (horizon: Horizon) => { fromMs: number; confirmedMs: number } | undefined,
  needed: { perWindow: number },
): Fault => ({
  rule,
  plan(model, horizon): Outage[] {
    const environment = promising(model);
    const placed = place(horizon);
    if (!environment || !placed) return [];
    const perWindow = perWindowOf(model, horizon);
    const fromMs = outOfMaintenance(environment, placed.fromMs, lengthMs);
    if (perWindow < needed.perWindow || fromMs + lengthMs + placed.confirmedMs > horizon.endMs) return [];
    return [{ environment, fromMs, toMs: fromMs + lengthMs }];
  },
});

const after = (afterMs: number, confirmedMs: number) => (horizon: Horizon) => ({
  fromMs: horizon.startMs + afterMs,
  confirmedMs,
});

/** Failures that spend the budget faster than it may be spent, and too slowly for more. */
const leak: Fault = {
  rule: "sla.slow-burn",
  plan(model, horizon): Outage[] {
    const environment = promising(model);
    const objective = environment?.serviceLevels?.objectives.find(
      ({ measures }) => measures === "availability",
    );
    if (!environment || !objective || perWindowOf(model, horizon) < LEAK_JUDGED_FROM) return [];
    const fromMs = horizon.startMs + LEAK_AFTER_MS;
    const toMs = fromMs + LEAK_MS;
    const every = Math.round(1 / (LEAK_RATE * (1 - objective.target)));
    return toMs + HOUR_MS > horizon.endMs ? [] : [{ environment, fromMs, toMs, every }];
  },
};

export const SERVICE_LEVEL_FAULTS: readonly Fault[] = [
  leak,
  outage("sla.degraded", WINDOW_MS, after(5 * MINUTE_MS, 2 * WINDOW_MS), { perWindow: JUDGED_FROM }),
  outage("sla.fast-burn", 4 * WINDOW_MS, after(40 * MINUTE_MS, 0), { perWindow: 5 }),
  outage("sla.budget-exhausted", 90 * MINUTE_MS, after(24 * HOUR_MS, WINDOW_MS), { perWindow: 1 }),
  outage(
    "sla.missed",
    90 * MINUTE_MS,
    ({ startMs, endMs }) => {
      const closesMs = monthEndMs(startMs);
      const fromMs = closesMs - 8 * HOUR_MS;
      if (closesMs + WINDOW_MS > endMs || fromMs < startMs + HOUR_MS) return undefined;
      return { fromMs, confirmedMs: 8 * HOUR_MS };
    },
    { perWindow: 1 },
  ),
  {
    rule: "sla.degraded",
    plan(model, horizon) {
      const environment = promising(model);
      const latency = environment?.serviceLevels?.objectives.find(({ measures }) => measures === "latency");
      const isJudged = perWindowOf(model, horizon) >= JUDGED_FROM;
      if (!environment || latency?.thresholdMs === undefined || !isJudged) return [];
      const fromMs = outOfMaintenance(environment, horizon.startMs + 20 * MINUTE_MS, WINDOW_MS);
      if (fromMs + 3 * WINDOW_MS > horizon.endMs) return [];
      return [{ environment, fromMs, toMs: fromMs + WINDOW_MS, durationMs: 3 * latency.thresholdMs }];
    },
  },
];
