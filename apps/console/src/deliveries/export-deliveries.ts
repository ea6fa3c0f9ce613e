import { csvOf } from "#platform";
import { listAttempts, listDeliveries, type DeliveryFilter, type Page } from "#read-models";
import type { DataSource } from "typeorm";
import type { AttemptView, DeliveryView } from "./delivery-schemas.ts";
import { presentAttempt, presentDelivery } from "./present-deliveries.ts";

const PAGE = 400;

type Cell = string | number | undefined;
type Columns<Row> = Record<string, (row: Row) => Cell>;

const SHARED: Columns<DeliveryView | AttemptView> = {
  time: ({ time }) => time,
  integration: ({ integration }) => integration,
  environment: ({ environment }) => environment,
  endpoint: ({ endpoint }) => endpoint,
  event_id: ({ eventId }) => eventId,
  event_type: ({ eventType }) => eventType,
  status: ({ status }) => status,
  failure: ({ failure }) => failure,
  attempt: ({ attempt }) => attempt,
  signature: ({ signature }) => signature,
  timestamp: ({ timestamp }) => timestamp,
  side: ({ side }) => side,
  manual: ({ manual }) => String(manual),
  duration_ms: ({ durationMs }) => durationMs,
  delivery_id: ({ deliveryId }) => deliveryId,
};

const DELIVERY: Columns<DeliveryView> = {
  state: ({ state }) => state,
  ...SHARED,
  last_time: ({ lastTime }) => lastTime,
  next_until: ({ nextUntil }) => nextUntil,
};

const ATTEMPT: Columns<AttemptView> = {
  outcome: ({ outcome }) => outcome,
  ...SHARED,
  attempt_id: ({ attemptId }) => attemptId,
  source: ({ source }) => source,
  id: ({ id }) => id,
};

/** Forms of an export. */
export type ExportFormat = "ndjson" | "csv";

const writerOf = <Row>(columns: Columns<Row>, format: ExportFormat) => {
  let names = 0;
  return (rows: readonly Row[]): string => {
    if (format === "ndjson") return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    const text = csvOf(columns, rows).slice(names);
    names = csvOf(columns, []).length;
    return text;
  };
};

async function* everyPage<Row>(
  list: (cursor: string | undefined) => Promise<Page<Row>>,
): AsyncGenerator<Row[]> {
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await list(cursor);
    yield items;
    if (nextCursor === undefined) return;
    cursor = nextCursor;
  }
}

const pageAfter = (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) });

/** Every delivery that passes a filter, as text, page by page. */
export async function* exportDeliveries(
  source: DataSource,
  filter: DeliveryFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const write = writerOf(DELIVERY, format);
  for await (const rows of everyPage((cursor) => listDeliveries(source, filter, pageAfter(cursor))))
    yield write(rows.map(presentDelivery));
}

/** Every attempt that passes a filter, as text, page by page. */
export async function* exportAttempts(
  source: DataSource,
  filter: DeliveryFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const write = writerOf(ATTEMPT, format);
  for await (const rows of everyPage((cursor) => listAttempts(source, filter, pageAfter(cursor))))
    yield write(rows.map(presentAttempt));
}
