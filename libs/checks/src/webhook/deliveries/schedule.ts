import type { ClauseOf } from "#spec";

const TOLERANCE_MS = 30_000;

/** An attempt's number as far as it is known, ends included; `high` is Infinity where counting began somewhere. */
export interface AttemptNumber {
  low: number;
  high: number;
}

/** What is known of the attempts before: when the last one ended, and when the first one began and ended. */
export interface Before {
  endMs: number;
  first?: { startMs: number; endMs: number };
}

/** Everything that one attempt's step may mean: delays from the attempt before, and offsets from the first. */
interface Readings {
  clause: ClauseOf<"webhook.schedule-step">;
  delays: number[];
  offsets: number[];
}

/** The documented schedule under all of its readings: what is accused is broken under each of them. */
export interface Schedule {
  /** The attempt that every reading asks for last. */
  last: number;
  /** The last attempt of any reading. */
  lastOfAny: number;
  /** The shortest time before a retry, and the longest that a step allows. */
  shortestMs: number;
  longestMs: number;
  clauseOf(number: number): ClauseOf<"webhook.schedule-step"> | undefined;
  /** The earliest time of an attempt; undefined where a reading allows any. */
  earliest(number: AttemptNumber, before: Before): number | undefined;
  /** The latest time of an attempt; undefined where a reading does not ask for it. */
  latest(number: AttemptNumber, before: Before): number | undefined;
}

type Step = ClauseOf<"webhook.schedule-step">;

/** 0.8 and 1.2 times a delay, without the error of a binary fraction. */
const soonest = (delayMs: number): number => (delayMs * 4) / 5;
const slowest = (delayMs: number): number => (delayMs * 6) / 5 + TOLERANCE_MS;

/** Whether delays grow from step to step, so that they may as well count from the first attempt. */
const mayBeOffsets = (steps: readonly Step[]): boolean => {
  const delays = steps.map(({ parameters }) => parameters.delayMs);
  return (
    steps.every(({ parameters }) => parameters.from === undefined) &&
    delays.every((delay, index) => index === 0 || delay > delays[index - 1]!) &&
    delays.filter((delay) => delay > 0).length > 1
  );
};

/** Whether the first step may be the one before attempt 2: nobody waits before attempt 1, or one step is missing. */
const mayBeRetries = (steps: readonly Step[], attempts: readonly number[]): boolean => {
  const [first] = steps;
  const last = steps.at(-1)!.parameters.attempt;
  return first?.parameters.attempt === 1 && (first.parameters.delayMs > 0 || attempts.includes(last + 1));
};

const readingsOf = (steps: readonly Step[], shifted: boolean): Map<number, Readings> => {
  const readings = new Map<number, Readings>();
  const rising = mayBeOffsets(steps);
  for (const shift of shifted ? [0, 1] : [0]) {
    for (const clause of steps) {
      const { attempt, delayMs, from } = clause.parameters;
      const number = attempt + shift;
      const known = readings.get(number) ?? { clause, delays: [], offsets: [] };
      if (from !== "first") known.delays.push(delayMs);
      if (from === "first" || rising) known.offsets.push(delayMs);
      if (number > 1) readings.set(number, known);
    }
  }
  return readings;
};

/** Compiles the steps of a schedule; `attempts` are the numbers of attempts that the document states. */
export const compileSchedule = (
  clauses: readonly Step[],
  attempts: readonly number[],
): Schedule | undefined => {
  if (clauses.length === 0) return undefined;
  const steps = clauses.toSorted((one, other) => one.parameters.attempt - other.parameters.attempt);
  const shifted = mayBeRetries(steps, attempts);
  const readings = readingsOf(steps, shifted);
  const last = steps.at(-1)!.parameters.attempt;
  const all = [...readings.values()].flatMap(({ delays, offsets }) => [...delays, ...offsets]);

  const within = ({ low, high }: AttemptNumber): Readings[] | undefined => {
    const found: Readings[] = [];
    if (high === Infinity) return undefined;
    for (let number = low; number <= high; number += 1) {
      const one = readings.get(number);
      if (!one) return undefined;
      found.push(one);
    }
    return found;
  };

  return {
    last: Math.min(last, ...attempts),
    lastOfAny: last + (shifted ? 1 : 0),
    shortestMs: all.length === 0 ? 0 : soonest(Math.min(...all)),
    longestMs: all.length === 0 ? 0 : slowest(Math.max(...all)),
    clauseOf: (number) => readings.get(number)?.clause,
    earliest(number, { endMs, first }) {
      const found = within(number);
      if (!found || (!first && found.some(({ offsets }) => offsets.length > 0))) return undefined;
      return Math.min(
        ...found.flatMap(({ delays, offsets }) => [
          ...delays.map((delay) => endMs + soonest(delay)),
          ...offsets.map((offset) => first!.startMs + soonest(offset)),
        ]),
      );
    },
    latest(number, { endMs, first }) {
      const found = within(number);
      if (!found || (!first && found.some(({ delays }) => delays.length === 0))) return undefined;
      return Math.max(
        ...found.flatMap(({ delays, offsets }) => [
          ...delays.map((delay) => endMs + slowest(delay)),
          ...offsets.map((offset) => Math.max((first?.endMs ?? -Infinity) + slowest(offset), endMs)),
        ]),
      );
    },
  };
};
