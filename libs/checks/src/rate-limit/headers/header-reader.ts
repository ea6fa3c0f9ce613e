import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Headers } from "#observation";
import { readDigits, readLimits, readRateLimitField, readReset, resetOf } from "./header-values.ts";
import type { Limit } from "../limits/limit.ts";

type HeaderClause = ClauseOf<"rate-limit.header">;

/** One value that an answer states about a limit. */
export interface StatedValue {
  clause: HeaderClause;
  role: "limit" | "remaining" | "reset";
  text: string;
}

/** What most answers state: one number each. */
export interface PlainValues {
  limit: number;
  remaining: number;
  /** As written: seconds or milliseconds of the epoch, or seconds from the request on. */
  reset: number;
}

/** The documented rate-limit headers. */
export interface HeaderReader {
  /** All of them, but what a refusal alone carries. */
  clauses: readonly HeaderClause[];
  /** Which of them an answer lacks; none are shared, so the usual case costs nothing. */
  missing(headers: Headers): readonly HeaderClause[];
  /** What an answer states, in document order. */
  stated(headers: Headers): StatedValue[];
  /** The reset of an answer in milliseconds since the epoch, when it names one; `requestedMs` is when the request began. */
  reset(headers: Headers, requestedMs: number): number | undefined;
  /** What an answer states that states each value once, in plain digits; valid until the next answer is read. */
  plain(headers: Headers): PlainValues | undefined;
  /** Which of the limits an answer speaks of: those of its limit header's number, else of the shortest window. */
  spokenOf(headers: Headers, limits: readonly Limit[]): Limit | undefined;
}

const ROLES = ["limit", "remaining", "reset"] as const;

const isField = (name: string): boolean => name === "ratelimit" || name === "ratelimit-policy";

const NONE: readonly HeaderClause[] = [];

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

  const only = (role: HeaderClause["parameters"]["role"]): string[] =>
    named
      .filter(({ clause, name }) => clause.parameters.role === role && !isField(name))
      .map(({ name }) => name);
  const [limit, remaining, reset] = ROLES.map((role) =>
    only(role).length === 1 ? only(role)[0] : undefined,
  );
  const plainNames =
    limit !== undefined &&
    remaining !== undefined &&
    reset !== undefined &&
    !named.some(({ name }) => isField(name))
      ? { limit, remaining, reset }
      : undefined;

  const values: PlainValues = { limit: NaN, remaining: NaN, reset: NaN };
  let isPlain = false;
  let lastHeaders: Headers | undefined;
  const plain = (headers: Headers): PlainValues | undefined => {
    if (!plainNames) return undefined;
    if (headers !== lastHeaders) {
      lastHeaders = headers;
      values.limit = readDigits(headers.get(plainNames.limit) ?? "");
      values.remaining = readDigits(headers.get(plainNames.remaining) ?? "");
      values.reset = readDigits(headers.get(plainNames.reset) ?? "");
      isPlain = !Number.isNaN(values.limit + values.remaining + values.reset);
    }
    return isPlain ? values : undefined;
  };

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

  const names = (headers: Headers, count: number): boolean => {
    for (const { name } of limitHeaders) {
      const value = headers.get(name);
      if (value === undefined) continue;
      const digits = readDigits(value);
      if (digits === count) return true;
      if (!Number.isNaN(digits)) continue;
      if (readLimits(isField(name) ? (readRateLimitField(value).limit ?? "") : value).includes(count))
        return true;
    }
    return false;
  };

  return {
    clauses,
    stated,
    plain,
    missing: (headers) =>
      (named.length === ROLES.length && plain(headers)) ||
      named.every(({ name }) => headers.get(name) !== undefined)
        ? NONE
        : named.flatMap(({ clause, name }) => (headers.get(name) === undefined ? clause : [])),
    reset(headers, requestedMs) {
      if (resets.length !== 1) return undefined;
      const said = plain(headers);
      if (said) return resetOf(said.reset, requestedMs);
      const { name } = resets[0]!;
      const value = headers.get(name);
      if (value === undefined) return undefined;
      const text = isField(name) ? readRateLimitField(value).reset : value;
      const resetMs = text === undefined ? NaN : readReset(text, requestedMs);
      return Number.isNaN(resetMs) ? undefined : resetMs;
    },
    spokenOf(headers, limits) {
      let shortest: Limit | undefined;
      let spoken: Limit | undefined;
      const said = plain(headers);
      for (const limit of limits) {
        if (!shortest || limit.windowMs < shortest.windowMs) shortest = limit;
        if (spoken && limit.windowMs >= spoken.windowMs) continue;
        if (said ? said.limit === limit.count : names(headers, limit.count)) spoken = limit;
      }
      return spoken ?? shortest;
    },
  };
};
