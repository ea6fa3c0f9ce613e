import type { TruthEntry } from "../cloud-event.ts";
import type { Draft } from "../draft.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { isMaintenance, type ObjectiveModel } from "../model/service-level-model.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";

const MINUTE_MS = 60_000;
const MINUTES_A_WINDOW = 5;
const CLOSED_AFTER_MS = 60_000;
const LEAST_BAD = 10;
const LEAST_EXCHANGES = 20;
const HOUR = 60;
const DAY = 24 * HOUR;

/** Long window and short window in minutes, and how many times the sustainable rate the budget burns over both. */
type Burn = readonly [long: number, short: number, factor: number];
const FAST: readonly Burn[] = [
  [HOUR, 5, 14.4],
  [6 * HOUR, 30, 6],
];
const SLOW: readonly Burn[] = [
  [DAY, 2 * HOUR, 3],
  [3 * DAY, 6 * HOUR, 1],
];

/** Exchanges and bad ones up to the end of each minute, counted from the log's first. */
interface Counts {
  objective: ObjectiveModel;
  environment: EnvironmentModel;
  total: number[];
  bad: number[];
  open: Set<string>;
  /** When the budget burnt fast for the last time, as a place in the counts. */
  fastAt: number;
}

const monthOf = (minute: number) => new Date(minute * MINUTE_MS).toISOString().slice(0, 7);

const monthMinutes = (minute: number): number => {
  const date = new Date(minute * MINUTE_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return (Date.UTC(year, month + 1) - Date.UTC(year, month)) / MINUTE_MS;
};

const isBad = ({ measures, thresholdMs = 0 }: ObjectiveModel, { response, durationMs }: ExchangeDraft) =>
  measures === "availability"
    ? response === undefined || response.status >= 500
    : response === undefined || durationMs >= thresholdMs;

/** Recounts, minute by minute and in log order, what each environment promises, and tells when a promise is broken. */
export class ServiceLevelOracle {
  private firstMinute?: number;
  private nextMinute = 0;
  private monthFrom = 0;
  private clockMs = -Infinity;
  private readonly counts: Counts[] = [];

  constructor(environments: readonly EnvironmentModel[]) {
    for (const environment of environments)
      for (const objective of environment.serviceLevels?.objectives ?? [])
        this.counts.push({
          objective,
          environment,
          total: [0],
          bad: [0],
          open: new Set(),
          fastAt: -Infinity,
        });
  }

  observe(draft: Draft, eventId: string): TruthEntry[] {
    if (this.counts.length === 0) return [];
    if (draft.kind === "exchange") this.count(draft);
    if (draft.startMs <= this.clockMs) return [];
    this.clockMs = draft.startMs;
    const entries: TruthEntry[] = [];
    while (
      this.firstMinute !== undefined &&
      (this.nextMinute + 1) * MINUTE_MS + CLOSED_AFTER_MS <= this.clockMs
    ) {
      for (const counts of this.counts)
        for (const rule of this.judge(counts, this.nextMinute))
          entries.push({
            rule,
            eventId,
            environment: counts.environment.name,
            objective: counts.objective.name,
          });
      this.nextMinute++;
      if (monthOf(this.nextMinute) !== monthOf(this.nextMinute - 1)) this.monthFrom = this.nextMinute;
    }
    return entries;
  }

  private count(draft: ExchangeDraft): void {
    const minute = Math.floor(draft.startMs / MINUTE_MS);
    if (this.firstMinute === undefined) this.firstMinute = this.nextMinute = this.monthFrom = minute;
    const { environment } = draft;
    if (environment.serviceLevels === undefined || isMaintenance(environment.serviceLevels, draft.startMs))
      return;
    const place = minute - this.firstMinute + 1;
    for (const { objective, environment: own, total, bad } of this.counts) {
      if (own !== environment || place < 1) continue;
      while (total.length <= place) {
        total.push(total.at(-1)!);
        bad.push(bad.at(-1)!);
      }
      for (let index = place; index < total.length; index++) {
        total[index]!++;
        if (isBad(objective, draft)) bad[index]!++;
      }
    }
  }

  /** The rules whose episode opens as a minute closes. */
  private judge(counts: Counts, minute: number): string[] {
    const { total, bad, objective, open } = counts;
    const budget = 1 - objective.target;
    const at = minute - this.firstMinute! + 1;
    const sum = (values: number[], minutes: number) =>
      (values[Math.min(at, values.length - 1)] ?? 0) -
      (values[Math.min(Math.max(at - minutes, 0), values.length - 1)] ?? 0);
    const isBurning = ([long, short, factor]: Burn) =>
      at >= long / 2 &&
      sum(bad, long) >= LEAST_BAD &&
      [long, short].every((minutes) => {
        const all = sum(total, minutes);
        return all > 0 && sum(bad, minutes) >= factor * budget * all;
      });
    const opened: string[] = [];
    const set = (rule: string, holds: boolean) => {
      if (holds && !open.has(rule)) opened.push(rule);
      if (holds) open.add(rule);
      else open.delete(rule);
    };
    const isFast = FAST.some(isBurning);
    if (isFast) counts.fastAt = at;
    /** What burnt fast within the short window is the same cause, told already. */
    const isSlow = SLOW.some((burn) => at - counts.fastAt >= burn[1] && isBurning(burn));
    set("sla.fast-burn", isFast);
    set("sla.slow-burn", isSlow);
    if ((minute + 1) % MINUTES_A_WINDOW === 0) {
      const [all, wrong] = [sum(total, MINUTES_A_WINDOW), sum(bad, MINUTES_A_WINDOW)];
      if (all >= LEAST_EXCHANGES) set("sla.degraded", wrong >= LEAST_BAD && wrong > budget * all);
    }
    const observed = minute - this.monthFrom + 1;
    const [all, wrong] = [sum(total, observed), sum(bad, observed)];
    set("sla.budget-exhausted", all > 0 && wrong > (budget * all * monthMinutes(minute)) / observed);
    if (monthOf(minute + 1) !== monthOf(minute)) {
      if (all > 0 && wrong > budget * all) opened.push("sla.missed");
      open.delete("sla.budget-exhausted");
    }
    return opened;
  }
}
