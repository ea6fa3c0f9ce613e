const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];
const MAX_QUOTED = 100;

/** A length of time as people say it: "100 minutes", "2 hours", "1.5 seconds". */
export const inWords = (ms: number): string => {
  const exact = UNITS.find(([, length]) => ms >= length && ms % length === 0);
  const [unit, length] = exact ?? UNITS.find(([, size]) => ms >= size) ?? ["second", 1000];
  const amount = Number((ms / length).toFixed(1));
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
};

/** A statement in a message, shortened. */
export const quoted = (text: string): string =>
  `\`${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}\``;

/** "a", "a and b", "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
