import type { DataSource } from "typeorm";
import { endpointConditions, kindConditions, Values, type DeliveryFilter } from "./delivery-filter.ts";
import type { DeliveryList } from "./kind.ts";

/** The kinds that may pass a filter: how many they are, and when the latest of their rows was. */
export interface Chosen {
  kinds: number;
  lastMs: number;
}

/** The alias of what {@link fromCells} counts in: kinds, or kinds at an endpoint. */
export const countedIn = ({ endpoint }: DeliveryFilter): "k" | "t" => (endpoint === undefined ? "k" : "t");

/**
 * `FROM … WHERE …` of kinds `k` that may pass the filter, each with its `count`: in all, or in `t` at an endpoint where
 * the filter names one.
 */
export const fromCells = (filter: DeliveryFilter, list: DeliveryList, values: Values): string => {
  const counts = countedIn(filter);
  const conditions = [
    `k.list = ${values.add(list)}`,
    `${counts}.count > 0`,
    ...kindConditions(filter, values),
  ];
  if (filter.from) conditions.push(`${counts}.last_at >= ${values.add(filter.from)}`);
  if (filter.to) conditions.push(`${counts}.first_at < ${values.add(filter.to)}`);
  conditions.push(...endpointConditions(filter, values));
  const cells = counts === "k" ? "" : "delivery_cell t JOIN ";
  return `FROM ${cells}delivery_kind k ${cells && "ON k.id = t.kind"} WHERE ${conditions.join(" AND ")}`;
};

/** What of the kinds a filter chooses. */
export const choose = async (
  source: DataSource,
  list: DeliveryList,
  filter: DeliveryFilter,
): Promise<Chosen> => {
  const values = new Values();
  const from = fromCells(filter, list, values);
  const rows = await source.query<Chosen[]>(
    `SELECT count(*)::integer AS kinds, extract(epoch FROM max(${countedIn(filter)}.last_at))::float * 1000 AS "lastMs" ${from}`,
    values.list,
  );
  return rows[0]!;
};

/** Whether the filter asks for a kind or an endpoint at all. */
export const asksForKinds = (filter: DeliveryFilter): boolean =>
  filter.endpoint !== undefined || kindConditions(filter, new Values()).length > 0;
