import type { DataSource } from "typeorm";
import { decodeCursor, InvalidCursor, encodeCursor, type Page, type PageRequest } from "../page.ts";
import { asksForKinds, choose, fromCells } from "./cells.ts";
import {
  endpointConditions,
  kindConditions,
  rowConditions,
  selectiveConditions,
  Values,
  type DeliveryFilter,
} from "./delivery-filter.ts";
import type { DeliveryList } from "./kind.ts";

/** Where a row of a list stands. */
export interface Place {
  atMs: number;
  position: number;
}

/** So many rows are looked through in time order at first: what is frequent is found among them. */
const FIRST_LOOK = 500;
/** So many rows are looked through where kinds are too many to look them up at once. */
const LOOKED_THROUGH = 6000;
/** How many rows with one event id or subject are looked through for a page. */
const LOOKED_THROUGH_FEW = 20_000;
/** So few kinds are looked up without another look through the rows. */
const FEW_KINDS = 300;
/** So many kinds are looked up one by one for a page at most. */
const MOST_KINDS = 12_000;

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

/** Looks through at most so many rows in time order, of those with an event id or subject that was asked for. */
const lookThrough = async (
  { source, list, filter, limit, after }: Asked,
  most: number,
  start = after,
): Promise<Found> => {
  const values = new Values();
  const { from, to: before, ...rest } = filter;
  const to = before && start && start.atMs < before.getTime() ? undefined : before;
  const base = [
    ...selectiveConditions(filter, list, values),
    ...behind(start, values),
    ...rowConditions({ ...(from && { from }), ...(to && { to }) }, values),
  ];
  const wanted = [...rowConditions(rest, values), ...endpointConditions(filter, values)];
  const ofKind = kindConditions(filter, values);
  const looked = wanted.length + ofKind.length === 0 ? limit + 1 : most;
  const kind =
    ofKind.length === 0
      ? ""
      : `CROSS JOIN LATERAL (SELECT FROM delivery_kind k WHERE k.id = t.kind AND ${all(ofKind)} OFFSET 0) AS k`;
  const rows = await source.query<(Place & { last: boolean })[]>(
    `WITH looked AS MATERIALIZED (
       SELECT t.at, t.position, t.kind, t.endpoint, t.duration_ms FROM ${TABLES[list]} t
       WHERE ${all(base)} ORDER BY t.at DESC, t.position DESC LIMIT ${looked})
     (SELECT ${PLACE}, false AS last FROM looked t ${kind} WHERE ${all(wanted)} ORDER BY ${ORDER} LIMIT ${limit + 1})
     UNION ALL
     (SELECT ${PLACE}, true FROM looked ORDER BY ${ORDER} OFFSET ${looked - 1} LIMIT 1)`,
    values.list,
  );
  const end = rows.find(({ last }) => last);
  return {
    places: rows.filter(({ last }) => !last).map(exact),
    ...(end && looked === most && { end: exact(end) }),
  };
};

/** Looks up the newest rows of every kind, and takes the newest of all. */
const lookUp = async ({ source, list, filter, limit, after }: Asked): Promise<Found> => {
  const values = new Values();
  const atEndpoint = filter.endpoint !== undefined;
  const cells = `SELECT k.id AS kind${atEndpoint ? ", t.endpoint" : ""} ${fromCells(filter, list, values)}`;
  const conditions = all([...behind(after, values), ...rowConditions(filter, values)]);
  const newest = (most: number): string =>
    `SELECT t.at, t.position FROM ${TABLES[list]} t
     WHERE t.kind = c.kind ${atEndpoint ? "AND t.endpoint = c.endpoint" : ""} AND ${conditions}
     ORDER BY t.at DESC, t.position DESC LIMIT ${most}`;
  const rows = await source.query<Place[]>(
    `WITH near AS MATERIALIZED (
       SELECT c.* FROM (${cells}) AS c CROSS JOIN LATERAL (${newest(1)}) AS first
       ORDER BY first.at DESC, first.position DESC LIMIT ${limit + 1})
     SELECT ${PLACE} FROM near c CROSS JOIN LATERAL (${newest(limit + 1)}) AS t
     ORDER BY ${ORDER} LIMIT ${limit + 1}`,
    values.list,
  );
  return { places: rows.map(exact) };
};

const isFilled = ({ places, end }: Found, limit: number): boolean => !end || places.length > limit;

const findPlaces = async (asked: Asked): Promise<Found> => {
  const { source, list, filter, limit, after } = asked;
  const selective = selectiveConditions(filter, list, new Values()).length > 0;
  if (selective || !asksForKinds(filter)) return lookThrough(asked, LOOKED_THROUGH_FEW);
  const first = await lookThrough(asked, FIRST_LOOK);
  if (isFilled(first, limit)) return first;
  const toMs = Math.min(after?.atMs ?? NEWEST_MS, filter.to?.getTime() ?? NEWEST_MS);
  const to = toMs === NEWEST_MS ? undefined : new Date(toMs + 1);
  const { kinds, lastMs } = await choose(source, list, { ...filter, ...(to && { to }) });
  if (kinds === 0) return { places: [] };
  if (kinds <= FEW_KINDS) return lookUp(asked);
  const start = lastMs < toMs ? { atMs: Math.ceil(lastMs) + 1, position: 0 } : after;
  const seen = await lookThrough(asked, LOOKED_THROUGH, start);
  return isFilled(seen, limit) || kinds > MOST_KINDS ? seen : lookUp(asked);
};

/** One bound in time and not two: an index is entered at one alone, and what lies between would be walked through. */
const withOneBound = ({ filter: { to, ...filter }, after, ...asked }: Asked): Asked =>
  to === undefined || (after && after.atMs < to.getTime())
    ? { ...asked, filter, after }
    : { ...asked, filter: { ...filter, to }, after: undefined };

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
  const { places, end } = await findPlaces(withOneBound({ source, list, filter, limit, after }));
  const items = places.slice(0, limit);
  if (places.length > limit) return { items, nextCursor: cursorOf(items.at(-1)!) };
  return end ? { items, nextCursor: cursorOf(end) } : { items };
};
