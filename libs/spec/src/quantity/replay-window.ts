import { duration } from "./duration.ts";

const WORDS: Readonly<Record<string, string>> = {
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  ten: "10",
  fifteen: "15",
  thirty: "30",
  sixty: "60",
};
const NUMBER_WORD = new RegExp(String.raw`\b(${Object.keys(WORDS).join("|")})\b(?=[ -])`, "g");
const AMOUNT = /(\d[\d.,]*)[\s-]*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\b/g;
/** Words of an age; a phrase about ids that are remembered has a duration of another kind. */
const AGE = /\b(timestamps?|old|older|age|aged|within|tolerance|window|skew|drift|stale|fresh|valid)\b|[<>±]/;
const MEMORY = /\b(store[ds]?|keep|kept|cache[ds]?|remember(ed)?|dedup\w*|nonces?|ids?)\b/;

/** Milliseconds of "Reject if timestamp > 5 minutes old" or "±300 s"; `unit` stands for a number that has none. */
export const replayWindow = (phrase: string, unit?: string): number | undefined => {
  const text = phrase
    .toLowerCase()
    .replace(NUMBER_WORD, (word) => WORDS[word] ?? word)
    .trim();
  if (/^[\d.,]+$/.test(text)) return unit === undefined ? undefined : positive(duration(`${text} ${unit}`));
  const amounts = [...text.matchAll(AMOUNT)].map((match) => duration(`${match[1]} ${match[2]}`));
  const [amount] = amounts;
  if (amount === undefined || amounts.some((other) => other !== amount)) return undefined;
  const alone = /^[±+-/\s]*[\d.,]+[\s-]*[a-z]+$/.test(text);
  return alone || (AGE.test(text) && !MEMORY.test(text)) ? positive(amount) : undefined;
};

const positive = (amount: number | undefined): number | undefined =>
  amount !== undefined && amount > 0 ? amount : undefined;
