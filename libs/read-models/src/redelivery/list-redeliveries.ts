import type { ClientBase, Pool } from "pg";
import type { DataSource } from "typeorm";
import type { RedeliveryStep } from "#delivery";
import { keysetPage } from "../keyset-page.ts";
import type { Page, PageRequest } from "../page.ts";
import { printable } from "../printable.ts";
import { RedeliveryEntity, type RedeliveryStatus } from "./redelivery.entity.ts";

/** Redeliveries, the last asked for first. Throws `InvalidCursor`. */
export const listRedeliveries = (
  source: DataSource,
  { integration, status }: { integration?: string | undefined; status?: RedeliveryStatus | undefined },
  request: PageRequest,
): Promise<Page<RedeliveryEntity>> => {
  const query = source.getRepository(RedeliveryEntity).createQueryBuilder("redelivery");
  if (integration !== undefined)
    query.andWhere("redelivery.integration = :integration", { integration: printable(integration) });
  if (status !== undefined) query.andWhere("redelivery.status = :status", { status });
  return keysetPage(
    query,
    "requestedAt",
    ({ requestedAt, id }) => ({ timeMs: requestedAt.getTime(), id }),
    request,
  );
};

/** One redelivery by its id; null when there is none. */
export const findRedelivery = (source: DataSource, id: string): Promise<RedeliveryEntity | null> =>
  source.getRepository(RedeliveryEntity).findOneBy({ id: printable(id) });

/** One delivery of a redelivery. */
export interface RedeliveryItem {
  number: number;
  deliveryId: string;
  step: RedeliveryStep;
  attemptId: string | null;
  destination: string | null;
  at: Date | null;
  status: number | null;
  failure: string | null;
  durationMs: number | null;
  /** Why it was refused, failed or is unknown. */
  detail: string | null;
}

const ITEMS = `
  SELECT number, delivery_id AS "deliveryId", step, attempt_id AS "attemptId", destination, at, status, failure,
         duration_ms AS "durationMs", detail
  FROM redelivery_item WHERE redelivery_id = $1 AND number > $2 ORDER BY number LIMIT $3`;

/** Deliveries of a redelivery behind a number, in the order in which they are sent. */
export const listRedeliveryItems = (
  source: DataSource,
  id: string,
  afterNumber: number,
  limit: number,
): Promise<RedeliveryItem[]> => source.query<RedeliveryItem[]>(ITEMS, [printable(id), afterNumber, limit]);

const OPEN = `SELECT id FROM redelivery WHERE status = 'running' OR under_way > 0 ORDER BY requested_at, id`;

/** Redeliveries with something left to send or to settle, the first asked for first. */
export const openRedeliveries = async (database: Pick<Pool | ClientBase, "query">): Promise<string[]> =>
  (await database.query<{ id: string }>(OPEN)).rows.map(({ id }) => id);
