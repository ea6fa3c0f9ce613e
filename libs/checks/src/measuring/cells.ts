import type { MeasuredCell, MeasuredDeliveries, ObjectiveCounts } from "#measurement";
import { add, entriesOf, noCounts, type Counts } from "./counts.ts";
import type { CountedInteractions } from "./counted-interactions.ts";
import type { Samples } from "./sampled-bodies.ts";
import { addShown, measuredShown, noneShown, type Shown } from "./shown.ts";

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
  shown: Shown;
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
  interactions: CountedInteractions;
  bodies: Samples;
  /** It was closed before the first of these exchanges came. */
  late?: true;
}

/** Attempts to deliver webhooks, by environment and event type ("" where unknown); plain data. */
export type Deliveries = Map<string, Map<string, CountedDeliveries>>;

/** Attempts of one event type; what they were captured without, and how many were repeated, by number. */
export interface CountedDeliveries extends Pick<Cell, "outcomes" | "bins"> {
  requestHeaders: number;
  requestBodies: number;
  attempts: Counts<number>;
}

/** A minute without exchanges. */
export const noCells = (): Minute => ({
  environments: new Map(),
  size: 0,
  deliveries: new Map(),
  interactions: new Map(),
  bodies: new Map(),
});

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
  cell = { outcomes: noCounts(), bins: noCounts(), objectives: [], badEventIds: [], shown: noneShown() };
  byClient.set(whose, cell);
  minute.size += 1;
  return cell;
};

/** The cell of webhook attempts of an environment and event type. */
export const deliveriesOf = (
  deliveries: Deliveries,
  environment: string,
  eventType: string,
): CountedDeliveries => {
  const byType = childOf(deliveries, environment);
  const type = byType.size < MAX_TYPES || byType.has(eventType) ? eventType : OTHER_TYPES;
  let cell = byType.get(type);
  if (cell) return cell;
  cell = {
    outcomes: noCounts(),
    bins: noCounts(),
    requestHeaders: 0,
    requestBodies: 0,
    attempts: noCounts(),
  };
  byType.set(type, cell);
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
      addShown(sum.shown, cell.shown, times);
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
    ...measuredShown(cell.shown),
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
    Array.from(byType, ([eventType, { outcomes, bins, requestHeaders, requestBodies, attempts }]) => {
      const durations = entriesOf(bins);
      const repeated = entriesOf(attempts);
      return {
        ...(environment !== "" && { environment }),
        ...(eventType !== "" && { eventType }),
        outcomes: Object.fromEntries(entriesOf(outcomes)),
        ...(durations.length > 0 && { durations: Object.fromEntries(durations) }),
        ...(requestHeaders + requestBodies > 0 && {
          uncaptured: {
            ...(requestHeaders > 0 && { requestHeaders }),
            ...(requestBodies > 0 && { requestBodies }),
          },
        }),
        ...(repeated.length > 0 && { attempts: Object.fromEntries(repeated) }),
      };
    }),
  ).flat();
