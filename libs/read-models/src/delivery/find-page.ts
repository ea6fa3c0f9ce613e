import type { DataSource } from "typeorm";
import { decodeCursor, InvalidCursor, encodeCursor, type Page, type PageRequest } from "../page.ts";
import { asksForKinds, findCells, type Cell } from "./cells.ts";
import { rowConditions, selectiveConditions, Values, type DeliveryFilter } from "./delivery-filter.ts";
import type { DeliveryList } from "./kind.ts";

/** Where a row of a list stands. */
export interface Place {
  atMs: number;
  position: number;
}

/** How many rows are looked through in time order before kinds are looked up one by one. */
const LOOKED_THROUGH = 4000;
/** How many rows with one event id or subject are looked through for a page. */
const LOOKED_THROUGH_FEW = 20_000;
/** So few kinds are looked up at once, without looking through rows before. */
const FEW_CELLS = 40;
/** So many kinds are looked up one by one for a page at most. */
const MOST_CELLS = 12_000;

const TABLES = { delivery: "delivery", attempt: "delivery_attempt" } as const;
const ORDER = "at DESC, position DESC";
const NEWEST_MS = 8_000_000_000_000_000;

interface Asked {
  source: DataSource;
  list: DeliveryList;
  filter: DeliveryFilter;
  limit: number;
  after: Place | undefined;
}

/** A page's rows in order; `end` is where the search stopped short of the oldest row. */
interface Found {
  places: Place[];
  end?: Place;
}

const PLACE = `extract(epoch FROM at)::float * 1000 AS "atMs", position::float AS position`;

const exact = ({ atMs, position }: Place): Place => ({ atMs: Math.round(atMs), position });

const behind = (place: Place | undefined, values: Values): string[] =>
  place ? [`(t.at, t.position) < (${values.add(new Date(place.atMs))}, ${values.add(place.position)})`] : [];

const all = (conditions: readonly string[]): string =>
  conditions.length === 0 ? "true" : conditions.join(" AND ");

/** Looks through at most so many rows that pass `base`, in time order, for those of the cells. */
const lookThrough = async (
  { source, list, filter, limit, after }: Asked,
  cells: readonly Cell[] | undefined,
  most: number,
): Promise<Found> => {
  const values = new Values();
  const base = [...selectiveConditions(filter, list, values), ...behind(after, values)];
  const wanted = rowConditions(filter, values);
  if (filter.from || filter.to) base.push(...wanted.splice(0, Number(!!filter.from) + Number(!!filter.to)));
  if (cells) {
    wanted.push(`t.kind = ANY(${values.add([...new Set(cells.map(({ kind }) => kind))])}::integer[])`);
    if (filter.endpoint !== undefined)
      wanted.push(
        `t.endpoint = ANY(${values.add([...new Set(cells.map(({ endpoint }) => endpoint))])}::integer[])`,
      );
  }
  if (wanted.length === 0) most = limit + 1;
  const rows = await source.query<(Place & { last: boolean })[]>(
    `WITH looked AS MATERIALIZED (
       SELECT t.at, t.position, t.kind, t.endpoint, t.duration_ms FROM ${TABLES[list]} t
       WHERE ${all(base)} ORDER BY t.at DESC, t.position DESC LIMIT ${most})
     (SELECT ${PLACE}, false AS last FROM looked t WHERE ${all(wanted)} ORDER BY ${ORDER} LIMIT ${limit + 1})
     UNION ALL
     (SELECT ${PLACE}, true FROM looked ORDER BY ${ORDER} OFFSET ${most - 1} LIMIT 1)`,
    values.list,
  );
  const end = rows.find(({ last }) => last);
  return {
    places: rows.filter(({ last }) => !last).map(exact),
    ...(end && wanted.length > 0 && { end: exact(end) }),
  };
};

/** Looks up the newest rows of every cell, and takes the newest of all. */
const lookUp = async (
  { source, list, filter, limit, after }: Asked,
  cells: readonly Cell[],
): Promise<Found> => {
  const values = new Values();
  const conditions = all([...behind(after, values), ...rowConditions(filter, values)]);
  const kinds = values.add(cells.map(({ kind }) => kind));
  const endpoints = values.add(cells.map(({ endpoint }) => endpoint));
  const sameCell = `t.kind = c.kind${filter.endpoint === undefined ? "" : " AND t.endpoint = c.endpoint"}`;
  const newest = (most: number): string =>
    `SELECT t.at, t.position FROM ${TABLES[list]} t WHERE ${sameCell} AND ${conditions}
     ORDER BY t.at DESC, t.position DESC LIMIT ${most}`;
  const rows = await source.query<Place[]>(
    `WITH near AS MATERIALIZED (
       SELECT c.kind, c.endpoint FROM unnest(${kinds}::integer[], ${endpoints}::integer[]) AS c(kind, endpoint)
       CROSS JOIN LATERAL (${newest(1)}) AS first ORDER BY first.at DESC, first.position DESC LIMIT ${limit + 1})
     SELECT ${PLACE} FROM near c CROSS JOIN LATERAL (${newest(limit + 1)}) AS t
     ORDER BY ${ORDER} LIMIT ${limit + 1}`,
    values.list,
  );
  return { places: rows.map(exact) };
};

const findPlaces = async (asked: Asked): Promise<Found> => {
  const { source, list, filter, limit, after } = asked;
  const selective = selectiveConditions(filter, list, new Values()).length > 0;
  if (!asksForKinds(filter)) return lookThrough(asked, undefined, LOOKED_THROUGH_FEW);
  const untilMs = Math.min(after?.atMs ?? NEWEST_MS, filter.to?.getTime() ?? NEWEST_MS);
  const fromMs = filter.from?.getTime() ?? -NEWEST_MS;
  const cells = (await findCells(source, list, filter)).filter(
    ({ firstMs, lastMs }) => firstMs <= untilMs && lastMs >= fromMs,
  );
  if (cells.length === 0) return { places: [] };
  if (selective) return lookThrough(asked, cells, LOOKED_THROUGH_FEW);
  if (cells.length <= FEW_CELLS) return lookUp(asked, cells);
  const lastMs = cells.reduce((latest, cell) => Math.max(latest, cell.lastMs), -NEWEST_MS);
  const start = lastMs < untilMs ? { atMs: Math.ceil(lastMs) + 1, position: 0 } : after;
  const seen = await lookThrough({ ...asked, after: start }, cells, LOOKED_THROUGH);
  const filled = !seen.end || seen.places.length > limit;
  return filled || cells.length > MOST_CELLS ? seen : lookUp(asked, cells);
};

const placeOf = (cursor: string): Place => {
  const { timeMs, id } = decodeCursor(cursor);
  if (!/^\d{1,15}$/.test(id)) throw new InvalidCursor();
  return { atMs: timeMs, position: Number(id) };
};

const cursorOf = ({ atMs, position }: Place): string => encodeCursor({ timeMs: atMs, id: String(position) });

/**
 * Where the rows of a page stand, newest first; no question is looked through without an end: where rows are too rare to
 * fill it, a page may hold fewer and tell where the next one goes on. Throws `InvalidCursor`.
 */
export const findPage = async (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Place>> => {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const { places, end } = await findPlaces({ source, list, filter, limit, after });
  const items = places.slice(0, limit);
  if (places.length > limit) return { items, nextCursor: cursorOf(items.at(-1)!) };
  return end ? { items, nextCursor: cursorOf(end) } : { items };
};
