/** Keys by when they fall due, as a binary heap; an entry may have been overtaken by events. Plain data. */
export interface DueTimes {
  times: number[];
  keys: string[];
}

/** Nothing falls due. */
export const noDueTimes = (): DueTimes => ({ times: [], keys: [] });

const isBefore = ({ times, keys }: DueTimes, one: number, other: number): boolean =>
  times[one]! < times[other]! || (times[one] === times[other] && keys[one]! < keys[other]!);

const swap = ({ times, keys }: DueTimes, one: number, other: number): void => {
  [times[one], times[other]] = [times[other]!, times[one]!];
  [keys[one], keys[other]] = [keys[other]!, keys[one]!];
};

/** Adds a key that falls due. */
export const addDue = (due: DueTimes, timeMs: number, key: string): void => {
  let at = due.times.push(timeMs) - 1;
  due.keys.push(key);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(due, at, parent)) return;
    swap(due, at, parent);
    at = parent;
  }
};

/** Takes the key that fell due first, by the clock; undefined when none has. */
export const takeDue = (due: DueTimes, clockMs: number): { timeMs: number; key: string } | undefined => {
  const timeMs = due.times[0];
  if (timeMs === undefined || timeMs > clockMs) return undefined;
  const key = due.keys[0]!;
  swap(due, 0, due.times.length - 1);
  due.times.pop();
  due.keys.pop();
  for (let at = 0; ;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < due.times.length && isBefore(due, child, least)) least = child;
    }
    if (least === at) return { timeMs, key };
    swap(due, at, least);
    at = least;
  }
};

/** The same without the entries that do not hold any more. */
export const retainDue = (due: DueTimes, holds: (key: string, timeMs: number) => boolean): DueTimes => {
  const retained = noDueTimes();
  due.keys.forEach((key, index) => {
    const timeMs = due.times[index]!;
    if (holds(key, timeMs)) addDue(retained, timeMs, key);
  });
  return retained;
};
