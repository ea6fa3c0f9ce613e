import type { NewEvent } from "#event-store";
import type { JudgedEvent } from "#judge";

/** A judged event as the store takes it; what it says, its type included, is its data. */
export const toNewEvent = ({
  eventId,
  stream,
  integration,
  revision,
  occurredAtMs,
  event,
}: JudgedEvent): NewEvent => ({
  eventId,
  stream,
  type: event.type,
  source: integration,
  revision,
  occurredAtMs,
  data: event,
});
