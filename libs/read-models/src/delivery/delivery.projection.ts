import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";
import type { ReadModel } from "../read-model.ts";
import { keepObjectTypes } from "./object-types.ts";
import { moveClocks, readClocks, takeOverdue } from "./clock.ts";
import { DELIVERY_EVENTS, DeliveryBook } from "./delivery-book.ts";
import { forgetDropped } from "./forget-dropped.ts";
import { writeBook } from "./write-book.ts";

const TABLES = [
  "delivery_attempt",
  "delivery",
  "delivery_due",
  "delivery_clock",
  "delivery_cell",
  "delivery_kind",
  "delivery_latency",
  "delivery_endpoint",
  "delivery_object_type",
];

const folded = async (client: ClientBase, events: readonly StoredEvent[]): Promise<DeliveryBook> => {
  const book = await DeliveryBook.open(client, events);
  for (const event of events) book.take(event);
  await keepObjectTypes(client, events);
  return book;
};

/** Webhook deliveries and their attempts, as people ask for them. */
export const deliveryProjection: ReadModel = {
  name: "delivery",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    const moved = await moveClocks(client, events);
    const told = events.filter(({ type }) => DELIVERY_EVENTS.has(type));
    const clocks = moved || told.length > 0 ? await readClocks(client) : undefined;
    if (clocks) {
      if (told.length > 0) await writeBook(client, await folded(client, told), clocks);
      for (;;) {
        const overdue = await takeOverdue(client);
        if (overdue.length === 0) break;
        await writeBook(client, await DeliveryBook.open(client, [], overdue), clocks);
      }
    }
    if (events.some(({ type }) => type === "EventsDropped")) await forgetDropped(client);
  },
  reset: async (client: ClientBase) => {
    for (const table of TABLES) await client.query(`DELETE FROM ${table}`);
  },
};
