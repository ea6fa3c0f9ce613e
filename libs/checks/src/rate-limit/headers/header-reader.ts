import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Headers } from "#observation";
import { readLimits, readRateLimitField, readReset } from "./header-values.ts";
import type { Limit } from "../limits/limit.ts";

type HeaderClause = ClauseOf<"rate-limit.header">;

/** One value that an answer states about a limit. */
export interface StatedValue {
  clause: HeaderClause;
  role: "limit" | "remaining" | "reset";
  text: string;
}

/** The documented rate-limit headers. */
export interface HeaderReader {
  /** All of them, but what a refusal alone carries. */
  clauses: readonly HeaderClause[];
  /** What an answer states, in document order. */
  stated(headers: Headers): StatedValue[];
  /** The reset of an answer in milliseconds since the epoch, when it names one; `requestedMs` is when the request began. */
  reset(headers: Headers, requestedMs: number): number | undefined;
  /** Which of the limits an answer speaks of: those of its limit header's number, else of the shortest window. */
  spokenOf(headers: Headers, limits: readonly Limit[]): Limit | undefined;
}

const ROLES = ["limit", "remaining", "reset"] as const;

const isField = (name: string): boolean => name === "ratelimit" || name === "ratelimit-policy";

const shortest = (limits: readonly Limit[]): Limit | undefined => {
  let found: Limit | undefined;
  for (const limit of limits) if (!found || limit.windowMs < found.windowMs) found = limit;
  return found;
};

/** Compiles the headers; `Retry-After` belongs to the answers that carry it, not to every one. */
export const headerReader = (specification: Specification): HeaderReader => {
  const clauses = clausesOf(specification, "rate-limit.header").filter(
    ({ reason, parameters }) => reason === undefined && !/retry-?after/i.test(parameters.name),
  );
  const named = clauses.map((clause) => ({ clause, name: clause.parameters.name.toLowerCase() }));
  const resets = named.filter(
    ({ clause, name }) => clause.parameters.role === "reset" || name === "ratelimit",
  );
  const limitHeaders = named.filter(
    ({ clause, name }) => clause.parameters.role === "limit" || isField(name),
  );

  const stated = (headers: Headers): StatedValue[] =>
    named.flatMap(({ clause, name }): StatedValue[] => {
      const value = headers.get(name);
      const { role } = clause.parameters;
      if (value === undefined) return [];
      if (!isField(name)) return role === "policy" || role === "other" ? [] : [{ clause, role, text: value }];
      const field = readRateLimitField(value);
      return ROLES.flatMap((one) =>
        field[one] === undefined ? [] : { clause, role: one, text: field[one] },
      );
    });

  const limitsIn = (headers: Headers): number[] =>
    limitHeaders.flatMap(({ name }) => {
      const value = headers.get(name);
      if (value === undefined) return [];
      return readLimits(isField(name) ? (readRateLimitField(value).limit ?? "") : value);
    });

  return {
    clauses,
    stated,
    reset(headers, requestedMs) {
      if (resets.length !== 1) return undefined;
      const { name } = resets[0]!;
      const value = headers.get(name);
      if (value === undefined) return undefined;
      const text = isField(name) ? readRateLimitField(value).reset : value;
      const resetMs = text === undefined ? NaN : readReset(text, requestedMs);
      return Number.isNaN(resetMs) ? undefined : resetMs;
    },
    spokenOf(headers, limits) {
      const numbers = limitsIn(headers);
      const named = limits.filter(({ count }) => numbers.includes(count));
      return shortest(named.length > 0 ? named : limits);
    },
  };
};
