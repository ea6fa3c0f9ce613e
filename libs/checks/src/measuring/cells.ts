import type { MeasuredCell, MeasuredDeliveries, ObjectiveCounts } from "#measurement";
import { add, entriesOf, noCounts, type Counts } from "./counts.ts";

/** More clients than this are not told apart in one minute, nor endpoints beyond twice as many cells. */
const MAX_CELLS = 2_000;
const OTHER_ENDPOINTS = "other endpoints";
const MAX_BAD_IDS = 5;

interface NamedCounts extends ObjectiveCounts {
  /** The objective's clause path. */
  path: string;
}

/** What one cell has counted; plain data. */
export interface Cell {
  outcomes: Counts<number | string>;
  bins: Counts<number>;
  objectives: NamedCounts[];
  badEventIds: string[];
}

const OTHER_TYPES = "other types";
const MAX_TYPES = 500;

type ByClient = Map<string, Cell>;
type ByEndpoint = Map<string, ByClient>;

/** The cells of one minute by environment, endpoint and client ("" where unknown); plain data. */
export interface Minute {
  environments: Map<string, ByEndpoint>;
  size: number;
  deliveries: Deliveries;
  /** It was closed before the first of these exchanges came. */
  late?: true;
}

/** Attempts to deliver webhooks, by environment and event type ("" where unknown); plain data. */
export type Deliveries = Map<string, Map<string, Pick<Cell, "outcomes" | "bins">>>;

/** A minute without exchanges. */
export const noCells = (): Minute => ({ environments: new Map(), size: 0, deliveries: new Map() });

const childOf = <K, V>(map: Map<K, Map<string, V>>, key: K): Map<string, V> => {
  let child = map.get(key);
  if (!child) map.set(key, (child = new Map()));
  return child;
};

/** The cell of an environment, endpoint and client; one of all others where there are too many. */
export const cellOf = (minute: Minute, environment: string, endpoint: string, client: string): Cell => {
  const byEndpoint = childOf(minute.environments, environment);
  const crowded = minute.size >= 2 * MAX_CELLS && !byEndpoint.has(endpoint);
  const byClient = childOf(byEndpoint, crowded ? OTHER_ENDPOINTS : endpoint);
  const known = byClient.get(client);
  if (known) return known;
  const whose = minute.size >= MAX_CELLS ? "" : client;
  let cell = byClient.get(whose);
  if (cell) return cell;
  cell = { outcomes: noCounts(), bins: noCounts(), objectives: [], badEventIds: [] };
  byClient.set(whose, cell);
  minute.size += 1;
  return cell;
};

/** The cell of webhook attempts of an environment and event type. */
export const deliveriesOf = (
  deliveries: Deliveries,
  environment: string,
  eventType: string,
): Pick<Cell, "outcomes" | "bins"> => {
  const byType = childOf(deliveries, environment);
  const type = byType.size < MAX_TYPES || byType.has(eventType) ? eventType : OTHER_TYPES;
  let cell = byType.get(type);
  if (!cell) byType.set(type, (cell = { outcomes: noCounts(), bins: noCounts() }));
  return cell;
};

/** A cell's counts for one objective. */
export const countsFor = ({ objectives }: Cell, path: string): ObjectiveCounts => {
  for (const known of objectives) if (known.path === path) return known;
  const counts = { path, good: 0, bad: 0, apart: 0 };
  objectives.push(counts);
  return counts;
};

/** Keeps the id of a bad exchange, among the first few. */
export const keepBad = ({ badEventIds }: Cell, id: string): void => {
  if (badEventIds.length < MAX_BAD_IDS && badEventIds.at(-1) !== id) badEventIds.push(id);
};

/** Adds the counts of one environment to another minute's, `times` 1 or −1. */
export const addEnvironment = (to: Minute, from: Minute, environment: string, times: 1 | -1): void => {
  for (const [endpoint, byClient] of from.environments.get(environment) ?? [])
    for (const [client, cell] of byClient) {
      const sum = cellOf(to, environment, endpoint, client);
      for (const [outcome, count] of entriesOf(cell.outcomes)) add(sum.outcomes, outcome, times * count);
      for (const [bin, count] of entriesOf(cell.bins)) add(sum.bins, bin, times * count);
      for (const { path, good, bad, apart } of cell.objectives) {
        const counts = countsFor(sum, path);
        counts.good += times * good;
        counts.bad += times * bad;
        counts.apart += times * apart;
      }
    }
};

/** Forgets what a minute counted for one environment. */
export const dropEnvironment = (minute: Minute, environment: string): void => {
  for (const byClient of minute.environments.get(environment)?.values() ?? []) minute.size -= byClient.size;
  minute.environments.delete(environment);
};

const measuredCell = (environment: string, endpoint: string, client: string, cell: Cell): MeasuredCell => {
  const durations = entriesOf(cell.bins);
  return {
    ...(environment !== "" && { environment }),
    endpoint,
    ...(client !== "" && { client }),
    outcomes: Object.fromEntries(entriesOf(cell.outcomes)),
    ...(cell.objectives.length > 0 && {
      objectives: Object.fromEntries(cell.objectives.map(({ path, ...counts }) => [path, counts])),
    }),
    ...(durations.length > 0 && { durations: Object.fromEntries(durations) }),
    ...(cell.badEventIds.length > 0 && { badEventIds: [...cell.badEventIds] }),
  };
};

/** A minute's cells as they are stored, in the order in which they were first counted. */
export const measuredCells = ({ environments }: Minute): MeasuredCell[] =>
  Array.from(environments, ([environment, byEndpoint]) =>
    Array.from(byEndpoint, ([endpoint, byClient]) =>
      Array.from(byClient, ([client, cell]) => measuredCell(environment, endpoint, client, cell)),
    ),
  ).flat(2);

/** A minute's webhook attempts as they are stored. */
export const measuredDeliveries = (deliveries: Deliveries): MeasuredDeliveries[] =>
  Array.from(deliveries, ([environment, byType]) =>
    Array.from(byType, ([eventType, { outcomes, bins }]) => {
      const durations = entriesOf(bins);
      return {
        ...(environment !== "" && { environment }),
        ...(eventType !== "" && { eventType }),
        outcomes: Object.fromEntries(entriesOf(outcomes)),
        ...(durations.length > 0 && { durations: Object.fromEntries(durations) }),
      };
    }),
  ).flat();
