import type { Word } from "./maintenance-words.ts";
import { maintenanceWords } from "./maintenance-words.ts";

/**
 * A window of a weekday in UTC, half-open; `weekday` 0 is Sunday. It may run past midnight. With `nth`, only that
 * weekday of each month.
 */
export interface MaintenanceWindow {
  weekday: number;
  startMinute: number;
  endMinute: number;
  nth?: number | "last";
}

interface Days {
  days: readonly number[];
  nths: readonly (number | "last" | undefined)[];
}

interface Range {
  start: number;
  end: number;
  /** Where the phrase names the day on which the window ends. */
  endDay?: number;
  zoned: boolean;
}

const DAY_MINUTES = 1440;

/** "Sundays 02:00-04:00 UTC"; undefined for anything else, also where no time zone is given. */
export const maintenanceWindows = (phrase: string): MaintenanceWindow[] | undefined => {
  const words = maintenanceWords(phrase);
  const groups = words && groupsOf(words);
  const windows = groups?.flatMap(({ days, range }) => windowsOf(days, range) ?? [undefined]);
  if (!windows || windows.length === 0 || windows.includes(undefined)) return undefined;
  return windows as MaintenanceWindow[];
};

interface Group {
  days: Days;
  range: Range;
}

/** Every day with every time said of it; undefined where the words do not follow one another so. */
const groupsOf = (words: readonly Word[]): Group[] | undefined => {
  const reader = readerOf(words);
  const groups: Group[] = [];
  do {
    const before = readDays(reader);
    reader.take("and");
    const ranges = readRanges(reader);
    const days = before ?? readDays(reader);
    const zoned = reader.take("utc");
    if (!days || ranges.length === 0) return undefined;
    for (const range of ranges) groups.push({ days, range: { ...range, zoned: range.zoned || zoned } });
  } while (reader.take("and"));
  const last = groups.at(-1);
  const allZoned = last?.range.zoned && zonedTogether(groups);
  return reader.atEnd() && allZoned ? groups : undefined;
};

/** Each range has its zone, or the last one's is for all. */
const zonedTogether = (groups: readonly Group[]): boolean => {
  const zoned = groups.filter(({ range }) => range.zoned).length;
  return zoned === 1 || zoned === groups.length;
};

interface Reader {
  at(offset?: number): Word | undefined;
  take(kind: Word["kind"]): boolean;
  next(): void;
  atEnd(): boolean;
}

const readerOf = (words: readonly Word[]): Reader => {
  let position = 0;
  return {
    at: (offset = 0) => words[position + offset],
    take(kind) {
      const found = words[position]?.kind === kind;
      if (found) position += 1;
      return found;
    },
    next: () => void (position += 1),
    atEnd: () => position >= words.length,
  };
};

const readDays = (reader: Reader): Days | undefined => {
  const nths: (number | "last")[] = [];
  let word = reader.at();
  while (word?.kind === "ordinal") {
    nths.push(word.nth);
    reader.next();
    if (reader.at()?.kind === "and" && reader.at(1)?.kind === "ordinal") reader.next();
    word = reader.at();
  }
  const days: number[] = [];
  while (word?.kind === "days") {
    days.push(...word.days);
    reader.next();
    const through = reader.at();
    const next = reader.at(1);
    if (through?.kind === "to" && next?.kind === "days") {
      const [from, until] = [days.at(-1)!, next.days[0]!];
      for (let day = from; day !== until;) days.push((day = (day + 1) % 7));
      reader.next();
      reader.next();
    }
    if (reader.at()?.kind === "and" && reader.at(1)?.kind === "days") reader.next();
    word = reader.at();
  }
  const monthly = reader.take("of-month");
  if (days.length === 0 || monthly !== nths.length > 0) return undefined;
  return { days: [...new Set(days)], nths: monthly ? nths : [undefined] };
};

const readRanges = (reader: Reader): Range[] => {
  const ranges: Range[] = [];
  for (let range = readRange(reader); range; range = readRange(reader)) {
    ranges.push(range);
    if (reader.at()?.kind !== "and" || reader.at(1)?.kind !== "time") break;
    reader.next();
  }
  return ranges;
};

const readRange = (reader: Reader): Range | undefined => {
  const between = reader.take("between");
  const start = reader.at();
  if (start?.kind !== "time") return undefined;
  reader.next();
  reader.take("utc");
  if (!reader.take(between ? "and" : "to")) return undefined;
  const day = reader.at();
  if (day?.kind === "days") reader.next();
  const end = reader.at();
  if (end?.kind !== "time") return undefined;
  reader.next();
  const range = { start: start.minute, end: end.minute, zoned: reader.take("utc") };
  if (day?.kind !== "days") return range;
  return { ...range, endDay: day.days.length === 1 ? day.days[0]! : -1 };
};

const windowsOf = ({ days, nths }: Days, range: Range): MaintenanceWindow[] | undefined => {
  const { start, end, endDay } = range;
  if (start === DAY_MINUTES || start === end) return undefined;
  if (endDay !== undefined) {
    const onNextDay = end < start ? 1 : 0;
    if (days.length !== 1 || endDay !== (days[0]! + onNextDay) % 7) return undefined;
  }
  return days.flatMap((weekday) =>
    nths.map((nth) => ({
      weekday,
      startMinute: start,
      endMinute: end,
      ...(nth === undefined ? {} : { nth }),
    })),
  );
};
