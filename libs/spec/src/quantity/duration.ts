import { decimal } from "./number.ts";

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|msecs?|milliseconds?)$/, 1],
  [/^(s|secs?|seconds?)$/, 1000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
];

/** Milliseconds of "5 minutes", "2 hours", "200ms", "Immediate" (0); undefined for anything else. */
export const duration = (phrase: string): number | undefined => {
  const text = phrase.trim().toLowerCase();
  if (/^(immediate|immediately)$/.test(text)) return 0;
  const match = /^([\d.,]+)\s*([a-z]+)$/.exec(text);
  const amount = decimal(match?.[1] ?? "");
  const unit = UNITS.find(([pattern]) => pattern.test(match?.[2] ?? ""))?.[1];
  return amount === undefined || unit === undefined ? undefined : amount * unit;
};
