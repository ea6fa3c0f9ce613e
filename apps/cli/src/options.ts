import { InvalidArgumentError } from "commander";

/** Parses an option that takes one of some words. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (given: string): T => {
    const word = words.find((one) => one === given);
    if (word === undefined) throw new InvalidArgumentError(`It takes one of ${words.join(", ")}.`);
    return word;
  };

/** Parses `a,b,c`. */
export const listOf = (given: string): string[] =>
  given
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Parses a whole number from `least` upwards. */
export const wholeNumber =
  (least: number) =>
  (given: string): number => {
    const number = Number(given);
    if (!Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
    return number;
  };

/** Collects an option that may be given more than once. */
export const eachOf = (given: string, before: readonly string[] = []): string[] => [...before, given];
