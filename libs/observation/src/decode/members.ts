import { LIMITS } from "../limits.ts";
import { invalid } from "./invalid-event.ts";

/** A JSON object whose members are not known yet. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object, and no array. */
export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a member is missing; null says the same. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** An object that must be there. */
export const requiredMembers = (value: unknown, pointer: string): Members => {
  if (isMembers(value)) return value;
  throw invalid(pointer, isAbsent(value) ? "is missing; it must be an object" : "must be an object");
};

/** A text that must be there and say something. */
export const requiredText = (value: unknown, pointer: string, limit: number = LIMITS.name): string => {
  if (typeof value === "string" && value !== "" && value.length <= limit) return value;
  if (isAbsent(value)) throw invalid(pointer, "is missing; it must be a string");
  if (typeof value !== "string") throw invalid(pointer, "must be a string");
  throw invalid(pointer, value === "" ? "must not be empty" : `is longer than ${limit} characters`);
};

/** A text that may be missing; an empty one says nothing either. */
export const optionalText = (value: unknown, pointer: string, limit?: number): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : requiredText(value, pointer, limit);

/** One of a few words, or nothing. */
export const optionalWord = <Word extends string>(
  value: unknown,
  pointer: string,
  words: readonly Word[],
): Word | undefined => {
  if (isAbsent(value)) return undefined;
  if (words.includes(value as Word)) return value as Word;
  throw invalid(pointer, `must be ${words.map((each) => `"${each}"`).join(" or ")}`);
};

/** A truth value; false when missing. */
export const flag = (value: unknown, pointer: string): boolean => {
  if (typeof value === "boolean") return value;
  if (isAbsent(value)) return false;
  throw invalid(pointer, "must be true or false");
};

/** A number of at least `least`, or nothing. */
export const optionalNumber = (value: unknown, pointer: string, least: number): number | undefined => {
  if (isAbsent(value)) return undefined;
  if (typeof value === "number" && value >= least && value <= Number.MAX_SAFE_INTEGER) return value;
  throw invalid(pointer, `must be a number of at least ${least}`);
};

/** Whether an event says that it is sampled. */
export const isPartial = (capture: unknown): boolean => {
  if (!isAbsent(capture) && capture !== "partial")
    throw invalid("/data/capture", 'must be "partial" or left out');
  return capture === "partial";
};
