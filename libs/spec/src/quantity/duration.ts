import { decimal } from "./number.ts";

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|msecs?|milliseconds?)$/, 1],
  [/^(s|secs?|seconds?)$/, 1000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
];

/** Milliseconds of "5 minutes", "1h 30m", "200ms", "Immediate" (0); undefined for anything else. */
export const duration = (phrase: string): number | undefined => {
  const text = phrase.trim().toLowerCase().replace(/\s+/g, " ");
  if (/^(immediate|immediately)$/.test(text)) return 0;
  let total = 0;
  let unitAbove = Infinity;
  for (const part of text.replaceAll(" and ", " ").split(/(?<=[a-z]) ?(?=\d)/)) {
    const match = /^([\d.,]+) ?([a-z]+)$/.exec(part);
    const amount = decimal(match?.[1] ?? "");
    const unit = UNITS.find(([pattern]) => pattern.test(match?.[2] ?? ""))?.[1];
    if (amount === undefined || unit === undefined || unit >= unitAbove) return undefined;
    total += amount * unit;
    unitAbove = unit;
  }
  return total;
};
