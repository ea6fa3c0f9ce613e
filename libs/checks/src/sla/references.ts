import type { EventReference } from "#observation";

const KEPT = 5;
const MAX_WINDOWS = 4;

/** The first five and the last five bad exchanges; plain data. */
export interface References {
  first: EventReference[];
  last: EventReference[];
}

/** Those of one 5-minute window, which starts at this minute. */
export interface WindowReferences extends References {
  startMinute: number;
}

/** None yet. */
export const noReferences = (): References => ({ first: [], last: [] });

/** Remembers one more. */
export const refer = ({ first, last }: References, { source, id }: EventReference): void => {
  if (first.length < KEPT) first.push({ source, id });
  else {
    if (last.length === KEPT) last.shift();
    last.push({ source, id });
  }
};

/** The references of a window among the latest ones, which it joins; the oldest make room. */
export const windowReferences = (recent: WindowReferences[], startMinute: number): References => {
  const known = recent.findLast((window) => window.startMinute === startMinute);
  if (known) return known;
  const made = { startMinute, ...noReferences() };
  recent.push(made);
  recent.sort((a, b) => a.startMinute - b.startMinute);
  if (recent.length > MAX_WINDOWS) recent.shift();
  return made;
};

/** Adds what others hold. */
export const gather = (into: References, others: readonly References[]): References => {
  for (const { first, last } of others) {
    for (const event of first) refer(into, event);
    for (const event of last) refer(into, event);
  }
  return into;
};

/** As a verdict's causes, oldest first; undefined where there are none. */
export const causesOf = ({ first, last }: References): readonly EventReference[] | undefined =>
  first.length === 0 ? undefined : [...first, ...last];
