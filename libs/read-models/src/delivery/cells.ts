import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { kindConditions, Values, type DeliveryFilter } from "./delivery-filter.ts";
import type { DeliveryList } from "./kind.ts";

/** Rows that a filter may pass: those of a kind, at an endpoint where the filter names one. */
export interface Cell {
  kind: number;
  endpoint: number | null;
  count: number;
  firstMs: number;
  lastMs: number;
}

const COLUMNS = `
  c.kind, c.count::float AS count, extract(epoch FROM c.first_at)::float * 1000 AS "firstMs",
  extract(epoch FROM c.last_at)::float * 1000 AS "lastMs"`;

/** `FROM … WHERE …` of the cells `c` with their kinds `k`. */
export const fromCells = (filter: DeliveryFilter, list: DeliveryList, values: Values): string => {
  const conditions = [`k.list = ${values.add(list)}`, "c.count > 0", ...kindConditions(filter, values)];
  const { endpoint, integration, environment } = filter;
  if (endpoint === undefined)
    return `FROM delivery_kind k JOIN delivery_kind_count c ON c.kind = k.id WHERE ${conditions.join(" AND ")}`;
  const name = values.add(printable(endpoint));
  conditions.push(`md5(e.endpoint) = md5(${name})`, `e.endpoint = ${name}`);
  if (integration !== undefined) conditions.push(`e.integration = ${values.add(printable(integration))}`);
  if (environment !== undefined) conditions.push(`e.environment = ${values.add(printable(environment))}`);
  return `FROM delivery_endpoint e JOIN delivery_cell c ON c.endpoint = e.id JOIN delivery_kind k ON k.id = c.kind
    WHERE ${conditions.join(" AND ")}`;
};

/** The cells that hold what the filter asks for, if anything does. */
export const findCells = async (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
): Promise<Cell[]> => {
  const values = new Values();
  const from = fromCells(filter, list, values);
  const endpoint = filter.endpoint === undefined ? "NULL::integer" : "c.endpoint";
  return source.query<Cell[]>(`SELECT ${COLUMNS}, ${endpoint} AS endpoint ${from}`, values.list);
};

/** Whether the filter asks for a kind or an endpoint at all. */
export const asksForKinds = (filter: DeliveryFilter): boolean =>
  filter.endpoint !== undefined || kindConditions(filter, new Values()).length > 0;
