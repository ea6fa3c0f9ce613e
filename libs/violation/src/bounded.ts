const MESSAGE_CHARACTERS = 2000;
const TEXT_CHARACTERS = 1000;
const MEMBERS = 50;
const DEPTH = 6;
/** A violation's evidence as JSON is at most this long. */
export const EVIDENCE_CHARACTERS = 16_384;

const HALF = /[\ud800-\udbff]$/;

/** A text of at most so many characters, the ellipsis included that says that it was longer. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(HALF, "")}…`;

/** A message as it is stored. */
export const boundedMessage = (message: string): string => cut(message, MESSAGE_CHARACTERS);

/** A name (of an endpoint, a client) as it is stored. */
export const boundedName = <T extends string | undefined>(name: T): T =>
  (name === undefined ? name : cut(name, TEXT_CHARACTERS)) as T;

const bounded = (value: unknown, depth: number): unknown => {
  if (typeof value === "string") return cut(value, TEXT_CHARACTERS);
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    const some = value.slice(0, MEMBERS).map((item) => bounded(item, depth - 1));
    return value.length > MEMBERS ? [...some, `… ${value.length - MEMBERS} more`] : some;
  }
  const members = Object.entries(value);
  const some = members
    .slice(0, MEMBERS)
    .map(([name, member]) => [cut(name, TEXT_CHARACTERS), bounded(member, depth - 1)]);
  return Object.fromEntries(
    members.length > MEMBERS ? [...some, ["…", `${members.length - MEMBERS} more`]] : some,
  ) as unknown;
};

/** Evidence as it is stored: whatever traffic holds, a violation stays small. Small evidence stays the same object. */
export const boundedEvidence = <T extends object>(evidence: T): T => {
  const length = JSON.stringify(evidence).length;
  if (length <= TEXT_CHARACTERS) return evidence;
  const smaller = bounded(evidence, DEPTH) as T;
  if (JSON.stringify(smaller).length <= EVIDENCE_CHARACTERS) return smaller;
  return Object.fromEntries(
    Object.entries(smaller)
      .slice(0, MEMBERS)
      .map(([name, member]) => {
        const text = JSON.stringify(member) ?? "";
        return [cut(name, 100), text.length <= 200 ? (member as unknown) : cut(text, 200)];
      }),
  ) as T;
};

const IDS_AT_EACH_END = 10;

/** The first and the last ids of what caused a violation. */
export const boundedIds = (causes: readonly { id: string }[]): string[] => {
  const ids = causes.map(({ id }) => id);
  return ids.length <= 2 * IDS_AT_EACH_END
    ? ids
    : [...ids.slice(0, IDS_AT_EACH_END), ...ids.slice(-IDS_AT_EACH_END)];
};
