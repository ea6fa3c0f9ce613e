const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];
/** More than these of one unit are said in two units. */
const MAX_AMOUNT = 180;
const MAX_QUOTED = 100;

/** A length of time as people say it: "100 minutes", "2 hours", "7 hours 35 minutes". */
export const inWords = (ms: number): string => {
  if (ms < 60_000) return amountOf(ms / 1000, "second");
  const whole = UNITS.find(([, length]) => ms % length === 0 && ms / length <= MAX_AMOUNT);
  if (whole) return amountOf(ms / whole[1], whole[0]);
  const first = UNITS.findIndex(([, length]) => ms >= length);
  const [unit, length] = UNITS[first] ?? ["second", 1000];
  const [smaller, part] = UNITS[first + 1] ?? ["second", 1000];
  const rest = Math.round((ms % length) / part);
  return `${amountOf(Math.floor(ms / length), unit)}${rest === 0 ? "" : ` ${amountOf(rest, smaller)}`}`;
};

const amountOf = (amount: number, unit: string): string =>
  `${Number(amount.toFixed(1))} ${unit}${amount === 1 ? "" : "s"}`;

/** A statement in a message, shortened. */
export const quoted = (text: string): string =>
  `\`${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}\``;

/** "a", "a and b", "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
