import type { Arena } from "./arena.ts";
import { createLog, type Log } from "./log.ts";
import { compare, type Observed } from "./observed.ts";
import { Trial } from "./trial.ts";

/** How often a fault is done, and to how many events. */
export interface Size {
  times: number;
  events: number;
}

/** What a fault has done: a line of the table. */
export interface Outcome extends Size {
  lost: number;
  twice: number;
  /** What is wrong besides, in words; empty where nothing is. */
  problems: string[];
  /** Why it could not be done here. */
  notPossible?: string;
}

/** Does something bad to a running pipeline, and holds what is left against a run without faults. */
export type Fault = (arena: Arena, size: Size) => Promise<Outcome>;

/** What a fault does to a trial; resolves with how often it did so, and what was wrong besides. */
type Ordeal = (trial: Trial, size: Size) => Promise<{ times: number; problems?: string[] }>;

const logs = new Map<string, Promise<Log>>();
const oracles = new WeakMap<Arena, Map<Log, Promise<Observed>>>();

/** The log of a size, made once. */
export const sharedLog = (events: number, integrations = 1): Promise<Log> => {
  const name = `${events} ${integrations}`;
  const made = logs.get(name) ?? createLog(events, integrations);
  logs.set(name, made);
  return made;
};

const undisturbed = async (arena: Arena, log: Log): Promise<Observed> => {
  const trial = await Trial.open(arena, log);
  try {
    await trial.append();
    trial.start();
    await trial.untilJudged();
    return await trial.observe();
  } finally {
    await trial.close();
  }
};

/** What a single process makes of the log when nothing goes wrong; judged once for all faults that share it. */
export const oracleOf = (arena: Arena, log: Log): Promise<Observed> => {
  const known = oracles.get(arena) ?? new Map<Log, Promise<Observed>>();
  oracles.set(arena, known);
  const oracle = known.get(log) ?? undisturbed(arena, log);
  known.set(log, oracle);
  return oracle;
};

/** The outcome of a trial that has been judged to its end, against its log's oracle unless another is given. */
export const settle = async (
  trial: Trial,
  times: number,
  problems: readonly string[],
  oracle?: Observed,
): Promise<Outcome> => {
  const expected = oracle ?? (await oracleOf(trial.arena, trial.log));
  const comparison = compare(await trial.observe(), expected);
  return {
    ...comparison,
    times,
    events: trial.log.records.length - trial.log.specifications.length,
    problems: [...problems, ...comparison.problems],
  };
};

/** A fault done to the pipeline while it judges the shared log. */
export const faultOf =
  (ordeal: Ordeal, { integrations = 1, partitions = 1 } = {}): Fault =>
  async (arena, size) => {
    const log = await sharedLog(size.events, integrations);
    await oracleOf(arena, log);
    const trial = await Trial.open(arena, log, { partitions });
    try {
      const { times, problems = [] } = await ordeal(trial, size);
      await trial.append();
      await trial.untilJudged();
      return await settle(trial, times, problems);
    } finally {
      await trial.close();
    }
  };
