import { textWords } from "../engine/body-fingerprint.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";

const MAX_NAMES = 100_000;

/** The keys, request ids and keyless bodies of what has failed lately, as fingerprints that others may have, too; plain data. */
export interface FailedNames {
  /** When the latest failure of each one ended. */
  endsMs: Map<number, number>;
  /** Until this clock not every one is known, since there were too many. */
  unknownUntilMs: number;
}

/** No names. */
export const noFailedNames = (): FailedNames => ({ endsMs: new Map(), unknownUntilMs: 0 });

/** Small numbers are found faster than texts that were never looked for before. */
const smallOf = (name: string): number => textWords(name)[0]! >> 2;

/** The 30 upper bits of a body's 53. */
const smallOfBody = (body: number): number => Math.floor(body / 0x800000);

const note = ({ endsMs }: FailedNames, small: number | undefined, endMs: number): void => {
  if (small !== undefined) endsMs.set(small, Math.max(endMs, endsMs.get(small) ?? 0));
};

/** Remembers, for this long, what a failed request was called. */
export const noteFailed = (
  names: FailedNames,
  { key, requestId, keyless, body }: AttemptIdentity,
  endMs: number,
  spanMs: number,
): void => {
  if (names.endsMs.size >= MAX_NAMES) {
    names.unknownUntilMs = Math.max(names.unknownUntilMs, endMs + spanMs);
    return;
  }
  note(names, key === undefined ? undefined : smallOf(key), endMs);
  note(names, requestId === undefined ? undefined : smallOf(requestId), endMs);
  if (keyless && body !== undefined) note(names, smallOfBody(body), endMs);
};

/** Whether a request's key or request id may have failed. */
export const mayHaveFailed = (
  { endsMs, unknownUntilMs }: FailedNames,
  { key, requestId }: AttemptIdentity,
  clockMs: number,
): boolean =>
  (key !== undefined && endsMs.has(smallOf(key))) ||
  (requestId !== undefined && endsMs.has(smallOf(requestId))) ||
  clockMs <= unknownUntilMs;

/** Whether a request without a key may have failed by its body, where that was read. */
export const mayHaveFailedAs = ({ endsMs }: FailedNames, { keyless, body }: AttemptIdentity): boolean =>
  keyless && body !== undefined && endsMs.has(smallOfBody(body));

/** Forgets the names of failures that ended before. */
export const forgetNames = ({ endsMs }: FailedNames, beforeMs: number): void => {
  for (const [name, endMs] of endsMs) if (endMs < beforeMs) endsMs.delete(name);
};
