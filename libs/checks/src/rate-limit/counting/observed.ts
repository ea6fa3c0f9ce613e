import type { Specification } from "#spec";
import type { ExchangeContext } from "../../check.ts";
import { DAY_MS } from "../limits/limit.ts";
import { noAges, sizeOf, touch, turn, type Ages } from "./ages.ts";

const MAX_SOURCES = 100_000;
const TERMS = /^(?:rate-limit|environment|authentication)|^endpoint$/;

/** Since when requests are known to be counted; plain data. */
export interface Observed {
  /** What was documented, while it was counted, about who and what counts toward which limit. */
  terms: string;
  /** When each source's first exchange ended: what it saw before is not in the log. */
  sources: Ages<number>;
}

/** Nothing was observed. */
export const notObserved = (): Observed => ({ terms: "", sources: noAges() });

/** What decides about who and what counts toward which limit; the same for revisions that differ elsewhere. */
export const termsOf = ({ clauses }: Specification): string =>
  JSON.stringify(
    clauses
      .filter(({ kind }) => TERMS.test(kind))
      .map(({ kind, path, parameters, reason }) => [kind, path, parameters, reason === undefined]),
  );

/** Goes on under these terms; false: under other ones, so that what was counted tells nothing of these limits. */
export const goesOn = (observed: Observed, terms: string): boolean => {
  const same = observed.terms === terms;
  if (!same) observed.sources = noAges();
  observed.terms = terms;
  return same;
};

/** Since when all that the exchange's source sees is in the log. */
export const observedSince = (
  { sources }: Observed,
  { clockMs, exchange: { source, durationMs } }: ExchangeContext,
): number => {
  turn(sources, clockMs, DAY_MS);
  const known = touch(sources, source);
  if (known !== undefined) return known;
  const sinceMs = clockMs + (durationMs ?? 0);
  if (sizeOf(sources) < MAX_SOURCES) sources.recent.set(source, sinceMs);
  return sinceMs;
};
