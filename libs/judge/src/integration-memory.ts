import type { CompiledSpecification, IntegrationState } from "#checks";
import { emptyLedger, type LedgerState } from "#violation";
import type { JudgeMeasure } from "./judge.ts";
import { noRememberedEvents, type RememberedEvents } from "./remembered-events.ts";

/** All that is remembered of one integration: plain data for a structured clone. */
export interface IntegrationMemory {
  revision: string;
  /** The latest event time or watermark seen; undefined before the first. */
  clockMs: number | undefined;
  checks: IntegrationState;
  ledger: LedgerState;
  events: RememberedEvents;
}

/** The memory of an integration that starts now, or what it keeps when it goes on under another revision. */
export const underRevision = (
  compiled: CompiledSpecification,
  memory: IntegrationMemory | undefined,
): IntegrationMemory => {
  const { revision } = compiled.specification;
  if (memory) return { ...memory, revision, checks: compiled.adopt(memory.checks) };
  return {
    revision,
    clockMs: undefined,
    checks: compiled.initialState(),
    ledger: emptyLedger(),
    events: noRememberedEvents(),
  };
};

/** How much is remembered of all integrations together. */
export const measureOf = (
  memories: Iterable<IntegrationMemory>,
): Pick<JudgeMeasure, "rememberedEvents" | "forgottenEvents" | "openEpisodes"> => {
  const measure = { rememberedEvents: 0, forgottenEvents: 0, openEpisodes: 0 };
  for (const { events, ledger } of memories) {
    measure.rememberedEvents += events.size;
    measure.forgottenEvents += events.overflow;
    measure.openEpisodes += ledger.episodes.size;
  }
  return measure;
};

/** The latest clock of all integrations; undefined before the first event. */
export const latestClock = (memories: Iterable<IntegrationMemory>): number | undefined => {
  let latest: number | undefined;
  for (const { clockMs } of memories)
    if (clockMs !== undefined && (latest === undefined || clockMs > latest)) latest = clockMs;
  return latest;
};
