import type { DataSource } from "typeorm";
import { mergeInto, percentile, type DurationSketch } from "#measurement";
import type { Page, PageRequest } from "../page.ts";
import { InvalidCursor } from "../page.ts";
import { printable } from "../printable.ts";
import type { EndpointHealth, SideHealth } from "./endpoint-health.ts";

/** Which endpoints; absent members do not narrow. */
export interface EndpointFilter {
  integration?: string;
  environment?: string;
  endpoint?: string;
  /** Of answers on these days (UTC) and between them. */
  from?: Date;
  to?: Date;
}

/** How long an endpoint took to answer, in milliseconds. */
export interface AckLatency {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  sketch: DurationSketch;
}

/** An endpoint with how it fares by the side that knows best. */
export interface ListedEndpoint {
  integration: string;
  environment: string;
  endpoint: string;
  side: keyof EndpointHealth;
  health: SideHealth;
  latency?: AckLatency;
}

type EndpointRow = { id: number; health: EndpointHealth } & Pick<
  ListedEndpoint,
  "integration" | "environment" | "endpoint"
>;

const SIDES = ["sender", "observer", "receiver"] as const;

const LIST = `
  SELECT id, integration, environment, endpoint, health FROM delivery_endpoint
  WHERE ($1::text IS NULL OR integration = $1) AND ($2::text IS NULL OR environment = $2)
    AND ($3::text IS NULL OR endpoint = $3) AND id > $4
  ORDER BY id LIMIT $5`;

const LATENCY = `
  SELECT l.endpoint, l.bins
  FROM json_to_recordset($1::json) AS row(id integer, side text)
  JOIN delivery_latency l ON l.endpoint = row.id AND l.side = row.side
  WHERE ($2::date IS NULL OR l.day >= $2) AND ($3::date IS NULL OR l.day <= $3)`;

const dayOf = (time: Date | undefined): string | null => time?.toISOString().slice(0, 10) ?? null;
const text = (value: string | undefined): string | null => (value === undefined ? null : printable(value));

const latencyOf = (sketch: DurationSketch): AckLatency => {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(sketch, share)!);
  const count = Object.values(sketch).reduce((sum, some) => sum + some, 0);
  return { count, p50: p50!, p95: p95!, p99: p99!, sketch };
};

const idOf = (cursor: string): number => {
  const id = Number(cursor);
  if (!/^\d{1,10}$/.test(cursor) || id >= 2 ** 31) throw new InvalidCursor();
  return id;
};

/** Endpoints that webhooks went to, the first seen first. Throws `InvalidCursor`. */
export const listDeliveryEndpoints = async (
  source: DataSource,
  { integration, environment, endpoint, from, to }: EndpointFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<ListedEndpoint>> => {
  const rows = await source.query<EndpointRow[]>(LIST, [
    text(integration),
    text(environment),
    text(endpoint),
    cursor === undefined ? 0 : idOf(cursor),
    limit + 1,
  ]);
  const shown = rows
    .slice(0, limit)
    .map((row) => ({ ...row, side: SIDES.find((side) => row.health[side])! }));
  const sketches = new Map<number, DurationSketch>();
  const wanted = JSON.stringify(shown.map(({ id, side }) => ({ id, side })));
  for (const { endpoint: id, bins } of await source.query<{ endpoint: number; bins: DurationSketch }[]>(
    LATENCY,
    [wanted, dayOf(from), dayOf(to)],
  )) {
    const sketch = sketches.get(id) ?? {};
    mergeInto(sketch, bins);
    sketches.set(id, sketch);
  }
  const items = shown.map(({ id, health, side, ...name }) => ({
    ...name,
    side,
    health: health[side]!,
    ...(sketches.has(id) && { latency: latencyOf(sketches.get(id)!) }),
  }));
  return rows.length > limit ? { items, nextCursor: String(shown.at(-1)!.id) } : { items };
};
