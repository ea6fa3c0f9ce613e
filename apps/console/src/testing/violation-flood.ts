import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { appendToStream } from "#event-store";
import type { ViolationEvent } from "#violation";
import { openedAt } from "./parcels.ts";

const BEGIN_MS = Date.parse("2024-03-01T11:00:00.000Z");

/** A violation's opening, the higher the number the later. */
export const openedAs = (number: number): ViolationEvent => {
  const opened = openedAt(number % 5) as ViolationEvent & { type: "ViolationOpened" };
  const time = new Date(BEGIN_MS + number * 100).toISOString();
  return { ...opened, violation: { ...opened.violation, id: `flood-${number}`, time } };
};

/** That a violation happened so many times by now. */
export const recurredAs = (id: string, count: number): ViolationEvent => ({
  type: "ViolationRecurred",
  id,
  count,
  eventIds: ["e1"],
  lastTime: new Date(BEGIN_MS + count).toISOString(),
  ended: false,
});

/** Stores events of violations, each in its violation's stream. */
export const storeViolationEvents = async (pool: Pool, events: readonly ViolationEvent[]): Promise<void> => {
  for (const data of events) {
    const id = data.type === "ViolationOpened" ? data.violation.id : data.id;
    const { type } = data;
    const event = { eventId: randomUUID(), type, source: "shop-parcels", occurredAtMs: BEGIN_MS, data };
    await appendToStream(pool, `violation-${id}`, [event], "any");
  }
};
