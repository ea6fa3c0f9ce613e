import type { EventReference } from "#observation";
import { addKey, bornAt, noKeys } from "./key-table.ts";
import type { KeyTable } from "./key-table.ts";

const MAX_KEYS = 1_000_000;
const RECENT = 4_096;
/** What an end is kept as: so many milliseconds after the key came; it may have been before. */
const BEFORE_MS = 2 ** 31;

/** Words of an entry behind its key; two each of body and resource id, zeros where they are not known. */
const BODY = 4;
const ID = 6;
const END = 9;
const FLAGS = 10;
const RECALL = 11;

const RANK_BITS = 3;
const SUCCEEDED = 4;
/** What was said of a key already: the first time opens an episode. */
export const TOLD = { duplicate: 8, reuse: 16, replay: 32 } as const;

/** What is remembered of idempotency keys; plain data. */
export interface KeyState {
  table: KeyTable;
  /** Source, event id and resource id of the latest keys' first requests, in a ring. */
  recent: (string | undefined)[];
  /** How many were put into the ring, from 1. */
  recalls: number;
}

/** No keys. */
export const noKeyState = (): KeyState => ({ table: noKeys(), recent: [], recalls: 1 });

/** The first use of a key. */
export interface FirstUse {
  event: EventReference;
  /** When its answer was there, at the latest. */
  endMs: number;
  rank: number;
  body: Readonly<Uint32Array>;
  accepted: boolean;
  id?: string;
  idWords: Readonly<Uint32Array>;
}

const keepEnd = ({ table }: KeyState, at: number, endMs: number): void => {
  const afterMs = Math.ceil(endMs) - bornAt(table, at) + BEFORE_MS;
  table.words[at + END] = Math.min(Math.max(afterMs, 0), 2 * BEFORE_MS - 1);
};

const recall = (state: KeyState, at: number, { event, id }: FirstUse): void => {
  const place = (state.recalls % RECENT) * 3;
  while (state.recent.length < place) state.recent.push(undefined);
  state.recent[place] = event.source;
  state.recent[place + 1] = event.id;
  state.recent[place + 2] = id;
  state.table.words[at + RECALL] = state.recalls >>> 0;
  state.recalls += 1;
};

/** Remembers what the key was first accepted with. */
export const accept = (state: KeyState, at: number, use: FirstUse): void => {
  const { words } = state.table;
  words.set(use.idWords, at + ID);
  keepEnd(state, at, use.endMs);
  words[at + FLAGS] = words[at + FLAGS]! | SUCCEEDED;
  recall(state, at, use);
};

/** Remembers a key that was not known. */
export const open = (state: KeyState, key: Readonly<Uint32Array>, use: FirstUse, clockMs: number): void => {
  const at = addKey(state.table, key, clockMs, MAX_KEYS);
  const { words } = state.table;
  words.set(use.body, at + BODY);
  words[at + FLAGS] = use.rank;
  keepEnd(state, at, use.endMs);
  if (use.accepted) accept(state, at, use);
  else recall(state, at, use);
};

const compare = (
  words: Uint32Array,
  at: number,
  other: Readonly<Uint32Array>,
): "same" | "other" | "unknown" => {
  const known = (words[at] !== 0 || words[at + 1] !== 0) && (other[0] !== 0 || other[1] !== 0);
  if (!known) return "unknown";
  return words[at] === other[0] && words[at + 1] === other[1] ? "same" : "other";
};

/** How a later request's body compares with the first one's. */
export const compareBody = ({ table }: KeyState, at: number, body: Readonly<Uint32Array>) =>
  compare(table.words, at + BODY, body);

/** How a later answer's resource compares with the first one's. */
export const compareId = ({ table }: KeyState, at: number, id: Readonly<Uint32Array>) =>
  compare(table.words, at + ID, id);

/** Whether a resource's id is known of the key's first answer. */
export const knowsId = ({ table: { words } }: KeyState, at: number): boolean =>
  words[at + ID] !== 0 || words[at + ID + 1] !== 0;

/** Whether the key was accepted. */
export const isAccepted = ({ table }: KeyState, at: number): boolean =>
  (table.words[at + FLAGS]! & SUCCEEDED) !== 0;

/** Which side recorded the key's first request. */
export const rankAt = ({ table }: KeyState, at: number): number => table.words[at + FLAGS]! & RANK_BITS;

/** When the first request had its answer. */
export const endAt = ({ table }: KeyState, at: number): number =>
  bornAt(table, at) + table.words[at + END]! - BEFORE_MS;

/** Notes that something was said of the key; false where it had been. */
export const tellFirst = ({ table: { words } }: KeyState, at: number, told: number): boolean => {
  const before = words[at + FLAGS]!;
  words[at + FLAGS] = before | told;
  return (before & told) === 0;
};

/** The key's first request, while it is still recalled. */
export const firstOf = (
  { table, recent, recalls }: KeyState,
  at: number,
): { event: EventReference; id?: string } | undefined => {
  const number = table.words[at + RECALL]!;
  if (number === 0 || (recalls >>> 0) - number > RECENT || recalls < number) return undefined;
  const place = (number % RECENT) * 3;
  return { event: { source: recent[place]!, id: recent[place + 1]! }, id: recent[place + 2] };
};

/** The key as text: what an episode is told apart by. */
export const nameOf = ({ table }: KeyState, at: number): string =>
  Array.from(table.words.subarray(at, at + 4), (word) => word.toString(36)).join(".");
