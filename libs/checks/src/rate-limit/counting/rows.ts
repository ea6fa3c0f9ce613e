/** Rows of numbers in one array that grows, found by client: nothing to allocate or to collect for each; plain data. */
export interface Rows {
  places: Map<string, number>;
  numbers: Float64Array;
  used: number;
}

/** The first numbers stay 0: a list at this place is empty. */
export const NOWHERE = 0;
const RESERVED = 8;

/** No rows. */
const noRows = (): Rows => ({
  places: new Map(),
  numbers: new Float64Array(RESERVED),
  used: RESERVED,
});

/** A place for so many numbers more, all of them 0. */
export const allot = (rows: Rows, size: number): number => {
  const place = rows.used;
  rows.used += size;
  if (rows.used > rows.numbers.length) {
    const grown = new Float64Array(Math.max(rows.used, Math.ceil(1.5 * rows.numbers.length)));
    grown.set(rows.numbers);
    rows.numbers = grown;
  }
  return place;
};

/** Rows that are forgotten once untouched for one to two spans of the clock: this span's, and the one's before. */
export interface RowAges {
  /** Clock at which this span ends. */
  endsAtMs: number;
  recent: Rows;
  older: Rows;
}

/** No rows. */
export const noRowAges = (): RowAges => ({ endsAtMs: 0, recent: noRows(), older: noRows() });

/** Moves on to the span of the clock, aligned to whole spans. */
export const turnRows = (ages: RowAges, clockMs: number, spanMs: number): void => {
  if (clockMs < ages.endsAtMs) return;
  ages.older = clockMs < ages.endsAtMs + spanMs ? ages.recent : noRows();
  ages.recent = noRows();
  ages.endsAtMs = Math.floor(clockMs / spanMs) * spanMs + spanMs;
};

/** How many clients have rows. */
export const countRows = ({ recent, older }: RowAges): number => recent.places.size + older.places.size;
