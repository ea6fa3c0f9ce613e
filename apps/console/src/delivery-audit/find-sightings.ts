import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { reconcile, type Sighting, type Sightings, type WebhookAttempted } from "#delivery";
import { listAttempts } from "#read-models";
import { storedAttempts } from "./audited-delivery.ts";

const AROUND_MS = 3_600_000;
/** Attempts of one side alone that are looked into, and sightings of the other side on either hand of each. */
const MOST_ALONE = 10;
const SIGHTINGS_EACH = 3;

type Side = keyof Sightings;

/** Attempts that a side saw at the endpoint in an hour, as they are stored: a list does not tell what is sampled. */
const seenIn = async (
  pool: Pool,
  readModels: DataSource,
  { integration, environment, endpoint }: WebhookAttempted,
  side: Side,
  fromMs: number,
): Promise<Sighting[]> => {
  const filter = {
    integration,
    environment: environment ?? "",
    endpoint,
    side,
    from: new Date(fromMs),
    to: new Date(fromMs + AROUND_MS),
  };
  const { items } = await listAttempts(readModels, filter, { limit: SIGHTINGS_EACH });
  const stored = await Promise.all(
    items.map(({ deliveryId }) => storedAttempts(pool, { integration, deliveryId })),
  );
  return stored.flat().flatMap(({ event }) => (event.observedBy === side ? [event] : []));
};

/** What the other side saw at the endpoint around each attempt that only one side has seen. */
export const findSightings = async (
  pool: Pool,
  readModels: DataSource,
  attempts: readonly WebhookAttempted[],
): Promise<Sightings> => {
  const sightings = { sender: [] as Sighting[], receiver: [] as Sighting[] };
  const alone = reconcile(attempts, sightings).filter(({ together }) => together === "one-sided");
  for (const { sender, observer, receiver } of alone.slice(-MOST_ALONE)) {
    const attempt = (sender ?? observer ?? receiver)!;
    const side = receiver ? "sender" : "receiver";
    const atMs = Date.parse(attempt.startedAt);
    for (const fromMs of [atMs - AROUND_MS, atMs + 1])
      sightings[side].push(...(await seenIn(pool, readModels, attempt, side, fromMs)));
  }
  return sightings;
};
