import type { JsonSchema } from "../body-schema.ts";
import { formatName } from "./format-name.ts";
import { decimal } from "./number.ts";

/** The JSON Schema types that a member may have; empty when unknown. */
export type Types = readonly string[];

const MAX = "(?:max(?:imum)?(?: length)?(?: of)?|up to|at most|no more than|not more than)[ :]*";
const MIN = "(?:min(?:imum)?(?: length)?(?: of)?|at least|no less than|not less than)[ :]*";
const NUMBER = "(-?\\d[\\d,]*(?:\\.\\d+)?)";
const UNIT = "(?: ?(characters?|chars?|letters?|items?|elements?|entries|digits?))?(?: long| each)?";
const UPPER = new RegExp(`^${MAX}${NUMBER}${UNIT}$`);
const LOWER = new RegExp(`^${MIN}${NUMBER}${UNIT}$`);
const RANGE = new RegExp(`^(?:between |from )?${NUMBER} ?(?:-|–|to|and) ?${NUMBER}${UNIT}$`);
const EXACT = new RegExp(`^(?:exactly )?${NUMBER}${UNIT}$`);
const PLACES =
  /^(?:max(?:imum)?(?: of)? |up to |at most |exactly )?(\d{1,2}) (?:decimal places?|decimals|decimal digits|fraction digits)$/;
const WORDS: Readonly<Record<string, (types: Types) => JsonSchema | undefined>> = {
  positive: () => ({ exclusiveMinimum: 0 }),
  "non-negative": () => ({ minimum: 0 }),
  negative: () => ({ exclusiveMaximum: 0 }),
  "non-empty": (types) =>
    types.includes("array") ? { minItems: 1 } : textual(types) ? { minLength: 1 } : undefined,
  "not empty": (types) => WORDS["non-empty"]?.(types),
  unique: (types) => (types.includes("array") ? { uniqueItems: true } : undefined),
  "unique items": (types) => (types.includes("array") ? { uniqueItems: true } : undefined),
  uppercase: () => ({ pattern: "^[^a-z]*$" }),
  lowercase: () => ({ pattern: "^[^A-Z]*$" }),
  "digits only": () => ({ pattern: "^[0-9]*$" }),
  "only digits": () => ({ pattern: "^[0-9]*$" }),
};

/** One part of a constraint's prose as keywords: "max 50 characters", "between 1 and 10"; undefined for anything else. */
export const constraint = (phrase: string, types: Types): JsonSchema | undefined => {
  const text = phrase.trim().replace(/\.$/, "").replace(/\s+/g, " ");
  const words = text.toLowerCase();
  const values = /^(?:one of|any of|allowed values)(?: the following)?(\s*:\s*|\s+)([^:\s].*)$/i.exec(text);
  if (values) return enumeration(values[2] ?? "", types, values[1]?.includes(":") ?? false);
  const places = PLACES.exec(words);
  if (places) return { decimalPlaces: Number(places[1]) };
  const range = RANGE.exec(words);
  if (range && /^(between|from) /.test(words) === false && range[3] === undefined) return undefined;
  if (range) return bounds(types, range[3], range[1], range[2]);
  const upper = UPPER.exec(words);
  if (upper)
    return bounds(
      types,
      upper[2] ?? (words.includes("length") ? "characters" : undefined),
      undefined,
      upper[1],
    );
  const lower = LOWER.exec(words);
  if (lower)
    return bounds(
      types,
      lower[2] ?? (words.includes("length") ? "characters" : undefined),
      lower[1],
      undefined,
    );
  const exact = EXACT.exec(words);
  if (exact?.[2] !== undefined) return bounds(types, exact[2], exact[1], exact[1]);
  if (Object.hasOwn(WORDS, words)) return WORDS[words]?.(types);
  const format = formatName(text);
  return format && { format };
};

const textual = (types: Types): boolean => types.includes("string");
const numeric = (types: Types): boolean => types.includes("number") || types.includes("integer");

/** Bounds of what the unit counts: characters, items, digits, or without a unit the number itself. */
const bounds = (
  types: Types,
  unit: string | undefined,
  low: string | undefined,
  high: string | undefined,
): JsonSchema | undefined => {
  const minimum = low === undefined ? undefined : decimal(low);
  const maximum = high === undefined ? undefined : decimal(high);
  if ((low !== undefined && minimum === undefined) || (high !== undefined && maximum === undefined))
    return undefined;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return undefined;
  if (unit === undefined) return numeric(types) ? named("minimum", minimum, "maximum", maximum) : undefined;
  const whole = [minimum, maximum].every(
    (bound) => bound === undefined || (Number.isInteger(bound) && bound >= 0),
  );
  if (!whole) return undefined;
  if (/^(char|letter)/.test(unit))
    return textual(types) ? named("minLength", minimum, "maxLength", maximum) : undefined;
  if (!unit.startsWith("digit")) {
    return types.includes("array") ? named("minItems", minimum, "maxItems", maximum) : undefined;
  }
  return textual(types) && (maximum ?? 0) <= 1000 && (minimum ?? 0) <= 1000
    ? { pattern: `^[0-9]{${minimum ?? 0},${maximum ?? ""}}$` }
    : undefined;
};

const named = (
  low: string,
  minimum: number | undefined,
  high: string,
  maximum: number | undefined,
): JsonSchema => ({
  ...(minimum === undefined ? {} : { [low]: minimum }),
  ...(maximum === undefined ? {} : { [high]: maximum }),
});

/** The values of a list; undefined where a "value" may be prose, as in "one of the supported ones". */
const enumeration = (list: string, types: Types, afterColon: boolean): JsonSchema | undefined => {
  const written = list
    .replace(/^[[(]|[\])]$/g, "")
    .split(/,\s*(?:or |and )?|\s*\|\s*|\s+or\s+/)
    .map((value) => value.trim());
  const words = written.map((value) => value.replace(/^(["'`])(.+)\1$/, "$2"));
  for (const [index, word] of words.entries()) {
    const quoted = word !== written[index];
    if (word === "" || /^(…|\.{2,}|etc\.?)$/i.test(word)) return undefined;
    if (!quoted && (/[()…]/.test(word) || (/\s/.test(word) && (!afterColon || words.length === 1))))
      return undefined;
  }
  const values = words.map((word) => {
    if (numeric(types)) return decimal(word);
    if (types.includes("boolean")) return word === "true" ? true : word === "false" ? false : undefined;
    return word;
  });
  return values.includes(undefined) ? undefined : { enum: [...new Set(values)] };
};
