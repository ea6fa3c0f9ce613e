import type { DataSource } from "typeorm";
import type { Delivery } from "#delivery";
import { printable } from "../printable.ts";
import { listAttempts, type ListedAttempt } from "./list-deliveries.ts";

/** A delivery as it stands by its integration's clock. */
export interface StandingDelivery {
  delivery: Delivery;
  state: Delivery["state"] | "overdue";
  /** How late it is for the integration; null before anything told it. */
  clock: Date | null;
}

const FIND = `
  SELECT d.fold::text AS fold, k.state, (SELECT c.at FROM delivery_clock c WHERE c.integration = e.integration) AS clock
  FROM delivery d JOIN delivery_kind k ON k.id = d.kind JOIN delivery_endpoint e ON e.id = d.endpoint
  WHERE d.delivery_id = $1`;

const MOST_ATTEMPTS = 500;

/** A delivery by its id, or undefined. */
export const findDelivery = async (
  source: DataSource,
  deliveryId: string,
): Promise<StandingDelivery | undefined> => {
  const rows = await source.query<(Pick<StandingDelivery, "state" | "clock"> & { fold: string })[]>(FIND, [
    printable(deliveryId),
  ]);
  return rows.map(({ fold, ...row }) => ({
    ...row,
    delivery: (JSON.parse(fold) as { delivery: Delivery }).delivery,
  }))[0];
};

/** A delivery's attempts, newest first, those sent from here among them; of very many the newest 500. */
export const attemptsOf = async (source: DataSource, deliveryId: string): Promise<ListedAttempt[]> =>
  (await listAttempts(source, { deliveryId }, { limit: MOST_ATTEMPTS })).items;

const CITING = `
  SELECT id, rule, severity, message, clause_path AS clause FROM violation
  WHERE integration = $1 AND occurred_at <= $3 AND last_at >= $2
    AND event_ids::text NOT LIKE '%\\u0000%'
    AND EXISTS (SELECT FROM json_array_elements_text(event_ids) AS cited WHERE cited = ANY($4))
  ORDER BY occurred_at DESC, id DESC LIMIT 100`;

/** A violation that cites an event of a delivery. */
export interface CitingViolation {
  id: string;
  rule: string;
  severity: string;
  message: string;
  clause: string;
}

const DAY_MS = 86_400_000;

/** The violations that cite these events of a delivery, newest first. */
export const violationsCiting = (
  source: DataSource,
  { integration, firstAt, lastAt }: Pick<Delivery, "integration" | "firstAt" | "lastAt">,
  eventIds: readonly string[],
): Promise<CitingViolation[]> =>
  source.query<CitingViolation[]>(CITING, [
    printable(integration),
    new Date(Date.parse(firstAt) - DAY_MS),
    new Date(Date.parse(lastAt) + 30 * DAY_MS),
    eventIds.map(printable),
  ]);
