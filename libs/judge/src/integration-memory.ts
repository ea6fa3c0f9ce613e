import type { CompiledSpecification, IntegrationState } from "#checks";
import { emptyLedger, type LedgerState } from "#violation";
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
