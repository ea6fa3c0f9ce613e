import type { InfiniteData } from "@tanstack/react-query";

/** What a row is known by. */
export type Id = string | number;

/** One page of a list, newest first. */
export interface RowPage<Row> {
  items: Row[];
  nextCursor?: string;
}

/** Rows that are shown, as pages. */
export type Held<Row> = InfiniteData<RowPage<Row>, string>;

/** All rows that are shown. */
export const rowsOf = <Row>(held: Held<Row> | undefined): Row[] =>
  held?.pages.flatMap(({ items }) => items) ?? [];

/** Rows shown as the list now has them, each where it stood; those that the list has no longer are taken out. */
export const withChanges = <Row>(
  held: Held<Row>,
  { items, nextCursor }: RowPage<Row>,
  idOf: (row: Row) => Id,
  timeOf: (row: Row) => string,
): Held<Row> => {
  const now = new Map(items.map((row) => [idOf(row), row]));
  const end = items.at(-1);
  const endMs = end ? Date.parse(timeOf(end)) : Infinity;
  const reachedMs = nextCursor === undefined ? -Infinity : endMs;
  const pages = held.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((row) => {
      const known = now.get(idOf(row));
      if (known !== undefined) return [known];
      return Date.parse(timeOf(row)) > reachedMs ? [] : [row];
    }),
  }));
  return { ...held, pages };
};

/** The newest rows that stand above others shown; those below only took the place of what left. */
export const freshOf = <Row>(
  newest: readonly Row[],
  shown: ReadonlySet<Id>,
  idOf: (row: Row) => Id,
): Row[] => {
  const last = newest.findLastIndex((row) => shown.has(idOf(row)));
  return newest.slice(0, last < 0 ? newest.length : last).filter((row) => !shown.has(idOf(row)));
};
