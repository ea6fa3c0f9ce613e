import { exceedsDepth, LIMITS } from "#observation";
import { jsonLines, partsOf } from "./json-lines.ts";
import { lineDifference } from "./line-diff.ts";

/** One value that differs; `undefined` on the side that does not have it. */
export interface PayloadChange {
  /** JSON pointer. */
  pointer: string;
  one?: unknown;
  other?: unknown;
}

/** A line of one payload, and whether it differs from the other. */
export interface PayloadLine {
  text: string;
  differs: boolean;
}

/** What differs between two payloads. Both JSON: value by value, members in any order; else line by line. */
export interface PayloadDifference {
  kind: "json" | "text";
  /** The same characters throughout. */
  identical: boolean;
  /** How many values, or lines of the one with more, differ. */
  count: number;
  /** Of JSON alone. */
  changes?: PayloadChange[];
  one: PayloadLine[];
  other: PayloadLine[];
}

/** A number that JSON.parse may not tell from its neighbours. */
const LONG_NUMBER = /\d{16}/;

const jsonIn = (text: string): { value: unknown } | undefined => {
  if (LONG_NUMBER.test(text) || exceedsDepth(text, LIMITS.depth)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const changesBetween = (one: unknown, other: unknown, pointer = ""): PayloadChange[] => {
  const parts = partsOf(one, pointer);
  const otherParts = partsOf(other, pointer);
  if (!parts || !otherParts || Array.isArray(one) !== Array.isArray(other))
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ pointer, one, other }];
  const others = new Map(otherParts.map((part) => [part.pointer, part]));
  const known = new Set(parts.map((part) => part.pointer));
  return [
    ...parts.flatMap((part) => {
      const counterpart = others.get(part.pointer);
      if (!counterpart) return [{ pointer: part.pointer, one: part.value }];
      return changesBetween(part.value, counterpart.value, part.pointer);
    }),
    ...otherParts.flatMap((part) =>
      known.has(part.pointer) ? [] : [{ pointer: part.pointer, other: part.value }],
    ),
  ];
};

const markedLines = (value: unknown, changed: ReadonlySet<string>): PayloadLine[] => {
  const isWithin = (pointer: string): boolean => {
    for (let end = pointer.length; end >= 0; end = end === 0 ? -1 : pointer.lastIndexOf("/", end - 1))
      if (changed.has(pointer.slice(0, end))) return true;
    return false;
  };
  return jsonLines(value).map(({ text, pointer }) => ({
    text,
    differs: pointer !== undefined && isWithin(pointer),
  }));
};

const diffText = (one: string, other: string): PayloadDifference => {
  const [oneLines, otherLines] = [one.split("\n"), other.split("\n")];
  const { onlyInOne, onlyInOther } = lineDifference(oneLines, otherLines);
  return {
    kind: "text",
    identical: one === other,
    count: Math.max(onlyInOne.size, onlyInOther.size),
    one: oneLines.map((text, at) => ({ text, differs: onlyInOne.has(at) })),
    other: otherLines.map((text, at) => ({ text, differs: onlyInOther.has(at) })),
  };
};

/** Compares two payloads. */
export const diffPayloads = (one: string, other: string): PayloadDifference => {
  const [oneJson, otherJson] = [jsonIn(one), jsonIn(other)];
  if (!oneJson || !otherJson) return diffText(one, other);
  const changes = changesBetween(oneJson.value, otherJson.value);
  const changed = new Set(changes.map(({ pointer }) => pointer));
  return {
    kind: "json",
    identical: one === other,
    count: changes.length,
    changes,
    one: markedLines(oneJson.value, changed),
    other: markedLines(otherJson.value, changed),
  };
};
