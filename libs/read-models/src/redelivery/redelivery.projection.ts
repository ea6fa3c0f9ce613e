import type { ClientBase } from "pg";
import type { RedeliveryEvent, RedeliveryRequested } from "#delivery";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import type { ReadModel } from "../read-model.ts";

const INSERT = `
  INSERT INTO redelivery (id, version, integration, by, reason, filter, status, total, waiting, requested_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $7, $8) ON CONFLICT (id) DO NOTHING`;

const INSERT_ITEMS = `
  INSERT INTO redelivery_item (redelivery_id, number, delivery_id, step)
  SELECT $1, row.number, row.id, 'waiting' FROM unnest($2::text[]) WITH ORDINALITY AS row(id, number)
  ON CONFLICT DO NOTHING`;

/** Every change of a row is made once: where the stream stood behind it. */
const change = (set: string): string =>
  `UPDATE redelivery SET version = $2, ${set} WHERE id = $1 AND version < $2`;

const BEGUN = change("waiting = waiting - 1, under_way = under_way + 1");
const REFUSED = change("waiting = waiting - 1, refused = refused + 1");
const SETTLED = change(`under_way = under_way - 1, delivered = delivered + ($3 = 'delivered')::integer,
  failed = failed + ($3 = 'failed')::integer, unknown = unknown + ($3 = 'unknown')::integer`);
const CANCELLED = change("status = 'cancelled', ended_at = $3, cancelled_by = $4");
const FINISHED = change("status = 'finished', ended_at = $3");

const BEGIN_ITEM = `
  UPDATE redelivery_item SET step = 'under-way', attempt_id = $3, destination = $4, at = $5
  WHERE redelivery_id = $1 AND delivery_id = $2`;
const REFUSE_ITEM = `
  UPDATE redelivery_item SET step = 'refused', detail = $3, at = $4 WHERE redelivery_id = $1 AND delivery_id = $2`;
const SETTLE_ITEM = `
  UPDATE redelivery_item SET step = $3, status = $4, failure = $5, duration_ms = $6, detail = $7
  WHERE redelivery_id = $1 AND delivery_id = $2`;

/** Retention drops whole streams; a rebuild would not find them any more. */
const DELETE_DROPPED = `
  DELETE FROM redelivery r WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream = 'redelivery-' || r.id)`;
const DELETE_DROPPED_ITEMS = `
  DELETE FROM redelivery_item i WHERE NOT EXISTS (SELECT FROM redelivery r WHERE r.id = i.redelivery_id)`;

const textOf = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

const requested = async (client: ClientBase, event: RedeliveryRequested, version: number): Promise<void> => {
  const { id, integration, by, reason, filter, deliveryIds, at } = event;
  await client.query(INSERT, [
    ...[id, version, printable(integration), printable(by), textOf(reason)],
    ...[filter === undefined ? null : printable(JSON.stringify(filter)), deliveryIds.length, at],
  ]);
  await client.query(INSERT_ITEMS, [id, deliveryIds.map(printable)]);
};

const take = async (client: ClientBase, event: RedeliveryEvent, version: number): Promise<void> => {
  switch (event.type) {
    case "RedeliveryRequested":
      return requested(client, event, version);
    case "RedeliveryAttempted": {
      const { redeliveryId, deliveryId, attemptId, destination, at } = event;
      if ((await client.query(BEGUN, [redeliveryId, version])).rowCount === 0) return;
      const item = [redeliveryId, printable(deliveryId), attemptId, printable(destination), at];
      return void (await client.query(BEGIN_ITEM, item));
    }
    case "RedeliveryRefused": {
      const { redeliveryId, deliveryId, reason, at } = event;
      if ((await client.query(REFUSED, [redeliveryId, version])).rowCount === 0) return;
      return void (await client.query(REFUSE_ITEM, [
        redeliveryId,
        printable(deliveryId),
        printable(reason),
        at,
      ]));
    }
    case "RedeliverySettled": {
      const { redeliveryId, deliveryId, outcome, status, failure, durationMs, detail } = event;
      if ((await client.query(SETTLED, [redeliveryId, version, outcome])).rowCount === 0) return;
      const item = [
        redeliveryId,
        printable(deliveryId),
        outcome,
        status,
        failure,
        durationMs,
        textOf(detail),
      ];
      return void (await client.query(SETTLE_ITEM, item));
    }
    case "RedeliveryCancelled":
      return void (await client.query(CANCELLED, [event.id, version, event.at, printable(event.by)]));
    case "RedeliveryFinished":
      return void (await client.query(FINISHED, [event.id, version, event.at]));
  }
};

/** Events that were sent again, and what became of each. */
export const redeliveryProjection: ReadModel = {
  name: "redelivery",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    for (const { stream, data, version } of events)
      if (stream.startsWith("redelivery-")) await take(client, data as RedeliveryEvent, version);
    if (!events.some(({ type }) => type === "EventsDropped")) return;
    await client.query(DELETE_DROPPED);
    await client.query(DELETE_DROPPED_ITEMS);
  },
  reset: async (client: ClientBase) => {
    await client.query("DELETE FROM redelivery");
    await client.query("DELETE FROM redelivery_item");
  },
};
