import type { NotificationEvent } from "#alerting";
import type { NewEvent } from "#event-store";
import { sha256Hex } from "#platform";

const NO_INTEGRATION = "clausewatch";

/** What became of notifications, as it is stored: a stream an integration and month. */
export const storedNotification = (data: NotificationEvent, occurredAtMs: number): NewEvent => {
  const named = data.type === "NotificationHeld" ? data.integration : undefined;
  const source = named ?? data.groupLabels?.["integration"] ?? NO_INTEGRATION;
  const month = new Date(occurredAtMs).toISOString().slice(0, 7);
  return {
    eventId: sha256Hex(JSON.stringify([occurredAtMs, data])).slice(0, 32),
    stream: `notification-${source}-${month}`,
    type: data.type,
    source,
    occurredAtMs,
    data,
  };
};
