import type { DataSource } from "typeorm";
import {
  budgetAt,
  burnRate,
  burnsOver,
  calendarMonthOf,
  FAST_BURNS,
  shareOf,
  SLOW_BURNS,
  type Allowance,
  type Budget,
  type Burn,
  type ObjectiveCounts,
  type ObservedMonth,
} from "#measurement";
import { printable } from "../printable.ts";
import { cover } from "./cover.ts";
import { firstMinutes, type ObjectiveKey } from "./first-minutes.ts";
import type { Period } from "./read-traffic.ts";
import { groupBy } from "./group-by.ts";
import { readFigures, sumOf, type FigureRow } from "./read-figures.ts";

const MINUTE_MS = 60_000;
const DAY = 1440;
/** The windows that burn rates are shown for, in minutes. */
export const SHOWN_WINDOWS = [5, 30, 60, 120, 360, 1440, 4320] as const;
const BURNS = [
  ...FAST_BURNS.map((burn) => ({ rule: "sla.fast-burn" as const, burn })),
  ...SLOW_BURNS.map((burn) => ({ rule: "sla.slow-burn" as const, burn })),
];
const NOTHING: ObjectiveCounts = { good: 0, bad: 0, apart: 0 };

/** An objective to be told about. */
export interface AskedObjective extends ObjectiveKey {
  allowance: Allowance;
  /** The part of the month in which it stood, which is then its month; absent: all of it. */
  held?: Period | undefined;
}

/** How fast a budget burns over a trailing window. */
export interface BurnWindow extends ObjectiveCounts {
  minutes: number;
  /** Times the sustainable rate; undefined without exchanges. */
  rate: number | undefined;
}

/** Where an objective stands in a month. */
export interface Standing {
  /** The month so far; `firstMinute` only where exchanges counted. */
  month: ObservedMonth & ObjectiveCounts;
  /** The share of good exchanges; undefined without any. */
  share: number | undefined;
  /** What was stated at first; absent where that still counts. */
  stated?: ObjectiveCounts & { share: number | undefined };
  /** Undefined without exchanges. */
  budget: Budget | undefined;
  windows: BurnWindow[];
  burns: { rule: "sla.fast-burn" | "sla.slow-burn"; burn: Burn; burning: boolean }[];
}

/** The trailing windows that are read, in minutes before the end; half-open. */
const spansOf = (): { name: string; from: number; to: number }[] => [
  ...SHOWN_WINDOWS.map((minutes) => ({ name: `${minutes}`, from: minutes, to: 0 })),
  ...BURNS.map(({ burn }) => ({ name: `first half of ${burn.long}`, from: burn.long, to: burn.half - 1 })),
];

const monthName = (held: Period | undefined): string => (held ? `${held.fromMs} to ${held.toMs}` : "month");

/** The month, and the parts of it that objectives stood in, by name. */
const monthsOf = (objectives: readonly AskedObjective[], month: Period): ReadonlyMap<string, Period> =>
  new Map([
    ["month", month],
    ...objectives.flatMap(({ held }) => (held ? [[monthName(held), held] as const] : [])),
  ]);

type CountsOf = (name: string, key: ObjectiveKey) => ObjectiveCounts | undefined;

const countsFrom = (rows: readonly FigureRow[], names: readonly string[]): CountsOf => {
  const groups = groupBy(rows, ({ at, environment }) => `${at} ${environment}`);
  const sums = new Map([...groups].map(([name, group]) => [name, sumOf(group)]));
  return (name, { environment, path }) =>
    sums.get(`${names.indexOf(name)} ${printable(environment)}`)?.objectives[printable(path)];
};

const standingOf = (
  { allowance, ...key }: AskedObjective,
  month: ObservedMonth & ObjectiveCounts,
  untilMinute: number,
  countsOf: CountsOf,
): Omit<Standing, "stated"> => {
  const within = (minutes: number): ObjectiveCounts => countsOf(`${minutes}`, key) ?? NOTHING;
  const observed = month.good + month.bad > 0;
  return {
    month,
    share: shareOf(month),
    budget: observed ? budgetAt(month, untilMinute, allowance, within(DAY)) : undefined,
    windows: SHOWN_WINDOWS.map((minutes) => ({
      minutes,
      ...within(minutes),
      rate: burnRate(within(minutes), allowance),
    })),
    burns: BURNS.map(({ rule, burn }) => {
      const early = countsOf(`first half of ${burn.long}`, key) ?? NOTHING;
      const burning =
        early.good + early.bad > 0 &&
        burnsOver(burn, { long: within(burn.long), short: within(burn.short) }, allowance);
      return { rule, burn, burning };
    }),
  };
};

/**
 * Where objectives stand in the month that a minute lies in, or that ended with it. Windows end with that minute; it is
 * the end of the latest that was measured, not the wall clock.
 */
export const readStandings = async (
  source: DataSource,
  integration: string,
  objectives: readonly AskedObjective[],
  untilMs: number,
): Promise<Standing[]> => {
  const untilMinute = untilMs / MINUTE_MS;
  const calendar = calendarMonthOf(untilMinute - 1);
  const monthMs = { fromMs: calendar.startMinute * MINUTE_MS, toMs: calendar.endMinute * MINUTE_MS };
  const spans = spansOf();
  const months = monthsOf(objectives, monthMs);
  const names = [...months.keys(), ...spans.map(({ name }) => name)];
  const stretches = [
    ...[...months.values()].flatMap(({ fromMs, toMs }, at) =>
      cover(fromMs, Math.min(toMs, untilMs)).map((stretch) => ({ ...stretch, at })),
    ),
    ...spans.flatMap(({ from, to }, index) =>
      cover(untilMs - from * MINUTE_MS, untilMs - to * MINUTE_MS).map((stretch) => ({
        ...stretch,
        at: index + months.size,
      })),
    ),
  ];
  const [rows, firsts] = await Promise.all([
    readFigures(source, { integration }, stretches),
    firstMinutes(source, integration, objectives, monthMs),
  ]);
  const countsOf = countsFrom(rows, names);
  const stated = groupBy(rows, ({ at, environment }) => `${at} ${environment}`);
  return objectives.map((objective, at) => {
    const { held } = objective;
    const own = monthName(held);
    const firstMinute = (held?.fromMs ?? firsts[at] ?? monthMs.fromMs) / MINUTE_MS;
    const bounds = held
      ? { startMinute: held.fromMs / MINUTE_MS, endMinute: held.toMs / MINUTE_MS }
      : calendar;
    const month = { ...bounds, firstMinute, ...(countsOf(own, objective) ?? NOTHING) };
    const rowsOf = stated.get(`${names.indexOf(own)} ${printable(objective.environment)}`) ?? [];
    const first = sumOf(rowsOf)?.stated;
    const told = first && (first[printable(objective.path)] ?? NOTHING);
    const isOver = held !== undefined && held.toMs < untilMs;
    return {
      ...standingOf(objective, month, untilMinute, isOver ? () => undefined : countsOf),
      ...(told && { stated: { ...told, share: shareOf(told) } }),
    };
  });
};
