import type { CountedRequest } from "../counting/provider-windows.ts";
import { isWithinWindow } from "../counting/provider-windows.ts";
import type { Limit } from "../limits/limit.ts";
import type { PlainValues, StatedValue } from "./header-reader.ts";
import { readInteger, readLimits, readReset, resetOf } from "./header-values.ts";

/** A value that contradicts the documented limits. */
export interface WrongValue extends StatedValue {
  expected: string;
}

const wrongLimit = (text: string, limits: readonly Limit[]): string | undefined => {
  const numbers = readLimits(text);
  if (numbers.some((number) => limits.some(({ count }) => count === number))) return undefined;
  return [...new Set(limits.map(({ count }) => count))].join(" or ");
};

const wrongRemaining = (text: string, most: number): string | undefined => {
  const remaining = readInteger(text.split(",", 1)[0]!.split(";", 1)[0]!);
  return remaining <= most ? undefined : `an integer from 0 to ${most}`;
};

const wrongReset = (text: string, request: CountedRequest, spoken: Limit): string | undefined => {
  const resetMs = readReset(text, request.startMs);
  if (isWithinWindow(resetMs, request, spoken.windowMs)) return undefined;
  return `a time within ${spoken.windowMs / 1000} s of the request`;
};

/**
 * The values of an answer that cannot be true of the limits that govern the request; `spoken` is the one that the
 * answer speaks of.
 */
export const wrongValues = (
  stated: readonly StatedValue[],
  request: CountedRequest,
  limits: readonly Limit[],
  spoken: Limit,
): WrongValue[] => {
  const said = stated
    .filter(({ role }) => role === "limit")
    .flatMap(({ text }) => readLimits(text))
    .filter((number) => !Number.isNaN(number));
  const most = Math.max(...(said.length > 0 ? said : limits.map(({ count }) => count)));
  return stated.flatMap((value) => {
    const { role, text } = value;
    const expected =
      role === "limit"
        ? wrongLimit(text, limits)
        : role === "remaining"
          ? wrongRemaining(text, most)
          : wrongReset(text, request, spoken);
    return expected === undefined ? [] : { ...value, expected };
  });
};

/** Whether the values of an answer can all be true; the usual case, decided without making anything. */
export const fit = (
  { limit, remaining, reset }: PlainValues,
  request: CountedRequest,
  limits: readonly Limit[],
  spoken: Limit,
): boolean =>
  limits.some(({ count }) => count === limit) &&
  remaining <= limit &&
  isWithinWindow(resetOf(reset, request.startMs), request, spoken.windowMs);
