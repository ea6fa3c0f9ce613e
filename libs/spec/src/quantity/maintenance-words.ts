/** A word of a maintenance phrase that has a meaning. */
export type Word =
  | { kind: "days"; days: readonly number[] }
  | { kind: "ordinal"; nth: number | "last" }
  | { kind: "time"; minute: number }
  | { kind: "of-month" | "to" | "and" | "between" | "utc" };

const DAYS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^sun(day)?s?$/, [0]],
  [/^mon(day)?s?$/, [1]],
  [/^tue(s|sday)?s?$/, [2]],
  [/^wed(nesday)?s?$/, [3]],
  [/^thu(r|rs|rsday)?s?$/, [4]],
  [/^fri(day)?s?$/, [5]],
  [/^sat(urday)?s?$/, [6]],
  [/^(daily|nightly|(every|each) (day|night))$/, [0, 1, 2, 3, 4, 5, 6]],
  [/^weekdays?$/, [1, 2, 3, 4, 5]],
  [/^weekends?$/, [6, 0]],
];
const ORDINALS: ReadonlyMap<string, number | "last"> = new Map<string, number | "last">([
  ["first", 1],
  ["1st", 1],
  ["second", 2],
  ["2nd", 2],
  ["third", 3],
  ["3rd", 3],
  ["fourth", 4],
  ["4th", 4],
  ["last", "last"],
]);
const PLAIN: ReadonlyMap<string, Word> = new Map<string, Word>([
  ["-", { kind: "to" }],
  ["to", { kind: "to" }],
  ["until", { kind: "to" }],
  ["till", { kind: "to" }],
  [",", { kind: "and" }],
  [";", { kind: "and" }],
  ["and", { kind: "and" }],
  ["&", { kind: "and" }],
  ["between", { kind: "between" }],
  ["utc", { kind: "utc" }],
  ["gmt", { kind: "utc" }],
  ["z", { kind: "utc" }],
  ["monthly", { kind: "of-month" }],
]);
const FILLER = /^(every|each|on|from|at|the|weekly|in)$/;
const TOKEN =
  /\s*(\d{1,2}:\d{2}(?::00)?(?: ?[ap]m\b)?|\d{1,2} ?[ap]m\b|(?:every|each) (?:day|night)\b|(?:of|in) (?:the|each|every|a) month\b|(?:utc|gmt)(?![+-]?\d| ?\+)|\d[a-z]{2}\b|[a-z]+|[-,;&()])/y;
const TIME = /^(\d{1,2})(?::(\d{2}))?(?::00)? ?([ap]m)?$/;

const timeOf = (text: string): Word | undefined => {
  const [, hour = "", minute = "0", half] = TIME.exec(text) ?? [];
  if (hour === "") return undefined;
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half === "pm" ? 12 : 0);
  }
  const minutes = Number(minute);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined;
  return { kind: "time", minute: hours * 60 + minutes };
};

const wordOf = (token: string): Word | undefined => {
  const plain = PLAIN.get(token);
  if (plain) return plain;
  const nth = ORDINALS.get(token);
  if (nth !== undefined) return { kind: "ordinal", nth };
  if (token.endsWith(" month")) return { kind: "of-month" };
  const days = DAYS.find(([pattern]) => pattern.test(token))?.[1];
  return days ? { kind: "days", days } : timeOf(token);
};

/** The meaningful words of a phrase, in order; undefined where one is not known. */
export const maintenanceWords = (phrase: string): Word[] | undefined => {
  const text = phrase.toLowerCase().replace(/[–—]/g, "-").replace(/\s+/g, " ").trim();
  const words: Word[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    if (token === "(" || token === ")" || FILLER.test(token)) continue;
    const word = wordOf(token);
    if (!word) return undefined;
    words.push(word);
  }
  return words;
};
