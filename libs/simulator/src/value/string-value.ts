import type { JsonSchema } from "#spec";
import type { Random } from "../random.ts";
import { formatValue } from "./format-value.ts";
import { patternValue } from "./pattern-value.ts";

const WORD = "abcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const numberOr = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);

/** `example` with its digits drawn anew, so that identifiers differ and their shape stays. */
const likeExample = (example: string, random: Random) =>
  example.replace(/\d/g, () => random.text("0123456789", 1));

/** A text that fits the schema's format, pattern and length; `example` lends it its looks where nothing else rules. */
export const stringValue = (
  schema: JsonSchema,
  random: Random,
  nowMs: number,
  example: string | undefined,
): string => {
  const least = numberOr(schema.minLength, 0);
  const most = numberOr(schema.maxLength, Infinity);
  const fits = (text: string) => text.length >= least && text.length <= most;
  const pattern = typeof schema.pattern === "string" ? schema.pattern : undefined;
  if (typeof schema.format === "string" && schema.format !== "alphanumeric") {
    const formatted = formatValue(schema.format, random, nowMs);
    if (formatted !== undefined) return formatted;
  }
  if (pattern !== undefined) {
    for (let attempt = 0; attempt < 20; attempt++) {
      const text = patternValue(pattern, random);
      if (text === undefined) break;
      if (fits(text)) return text;
    }
    if (example !== undefined) return example;
  }
  if (schema.format === "alphanumeric") {
    const length = Math.max(least, Math.min(most, 10));
    return random.text(ALPHANUMERIC, length);
  }
  if (example !== undefined && fits(example)) return likeExample(example, random);
  return random.text(WORD, Math.max(least, Math.min(most, 12)));
};
