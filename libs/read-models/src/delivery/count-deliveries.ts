import type { DataSource } from "typeorm";
import { countedIn, fromCells } from "./cells.ts";
import {
  endpointConditions,
  kindConditions,
  rowConditions,
  selectiveConditions,
  Values,
  type DeliveryFilter,
} from "./delivery-filter.ts";
import type { DeliveryList } from "./kind.ts";

/** What lists are counted by. */
export const DELIVERY_FACETS = [
  "integration",
  "environment",
  "eventType",
  "state",
  "status",
  "statusClass",
  "failure",
  "number",
  "signature",
  "timestamp",
  "side",
  "manual",
  "endpoint",
] as const;
export type DeliveryFacet = (typeof DELIVERY_FACETS)[number];

/** How many rows pass a filter, in all and by what they have. */
export interface DeliveryCounts {
  total: number;
  /** Not all rows were looked at: there are at least so many. */
  atLeast: boolean;
  /** Most first; what has no value is left out. */
  facets: Record<DeliveryFacet, { value: string; count: number }[]>;
}

/** Where times or single durations are asked for, so many rows are counted at most. */
const MOST_COUNTED = 20_000;
const MOST_VALUES = 50;

const EXPRESSIONS: Record<Exclude<DeliveryFacet, "endpoint">, string> = {
  integration: "integration",
  environment: "nullif(environment, '')",
  eventType: "event_type",
  state: "state",
  status: "status::text",
  statusClass: "status / 100 || 'xx'",
  failure: "failure",
  number: "number::text",
  signature: "signature",
  timestamp: "timestamp",
  side: "side",
  manual: "manual::text",
};

type FacetRow = { facet: DeliveryFacet; value: string; count: number };

const FACETS = Object.entries(EXPRESSIONS)
  .map(
    ([facet, expression]) =>
      `(SELECT '${facet}' AS facet, ${expression} AS value, sum(count)::float AS count FROM kinds
        WHERE ${expression} IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${MOST_VALUES})`,
  )
  .join(" UNION ALL ");

const ENDPOINTS = `
  (SELECT 'endpoint' AS facet, e.endpoint AS value, sum(c.count)::float AS count
   FROM cells c JOIN delivery_endpoint e ON e.id = c.endpoint GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${MOST_VALUES})`;

const counted = (rows: readonly FacetRow[], atLeast: boolean): DeliveryCounts => {
  const facets = Object.fromEntries(
    DELIVERY_FACETS.map((facet) => [facet, []]),
  ) as unknown as DeliveryCounts["facets"];
  for (const { facet, value, count } of rows) facets[facet].push({ value, count });
  return { total: facets.state.reduce((sum, { count }) => sum + count, 0), atLeast, facets };
};

const countKinds = async (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
): Promise<DeliveryCounts> => {
  const values = new Values();
  const from = fromCells(filter, list, values);
  const counts = countedIn(filter);
  const cells =
    filter.endpoint === undefined
      ? "SELECT c.endpoint, c.count FROM kinds k JOIN delivery_cell c ON c.kind = k.id"
      : "SELECT endpoint, count FROM kinds";
  const endpoint = filter.endpoint === undefined ? "" : "t.endpoint,";
  const rows = await source.query<FacetRow[]>(
    `WITH kinds AS MATERIALIZED (
       SELECT ${endpoint} k.id, k.integration, k.environment, k.event_type, k.state, k.status, k.failure, k.number,
         k.signature, k.timestamp, k.side, k.manual, ${counts}.count ${from}),
     cells AS (${cells})
     ${FACETS} UNION ALL ${ENDPOINTS}`,
    values.list,
  );
  return counted(rows, false);
};

const TABLES = { delivery: "delivery", attempt: "delivery_attempt" } as const;

const countRows = async (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
): Promise<DeliveryCounts> => {
  const values = new Values();
  const conditions = [
    ...selectiveConditions(filter, list, values),
    ...rowConditions(filter, values),
    ...endpointConditions(filter, values),
  ];
  const ofKind = kindConditions(filter, values);
  if (ofKind.length > 0)
    conditions.push(
      `t.kind IN (SELECT k.id FROM delivery_kind k WHERE k.list = ${values.add(list)} AND ${ofKind.join(" AND ")})`,
    );
  const rows = await source.query<FacetRow[]>(
    `WITH seen AS MATERIALIZED (
       SELECT t.kind, t.endpoint FROM ${TABLES[list]} t WHERE ${conditions.join(" AND ")} LIMIT ${MOST_COUNTED + 1}),
     cells AS MATERIALIZED (SELECT kind, endpoint, count(*) AS count FROM seen GROUP BY 1, 2),
     kinds AS (
       SELECT k.integration, k.environment, k.event_type, k.state, k.status, k.failure, k.number, k.signature,
         k.timestamp, k.side, k.manual, c.count
       FROM (SELECT kind, sum(count) AS count FROM cells GROUP BY 1) AS c JOIN delivery_kind k ON k.id = c.kind)
     ${FACETS} UNION ALL ${ENDPOINTS}`,
    values.list,
  );
  const all = counted(rows, false);
  return { ...all, atLeast: all.total > MOST_COUNTED };
};

/**
 * How many deliveries or attempts pass a filter, by what they have: exact, but where times, durations, one object or
 * words are asked for more than 20,000 rows are counted as at least so many.
 */
export const countDeliveries = (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
): Promise<DeliveryCounts> => {
  const values = new Values();
  const narrowed = [...selectiveConditions(filter, list, values), ...rowConditions(filter, values)];
  return (narrowed.length === 0 ? countKinds : countRows)(source, list, filter);
};
