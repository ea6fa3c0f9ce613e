import type { Expiry } from "#event-store";
import { serviceLevelProjection } from "./service-level/service-level.projection.ts";

/**
 * What retention may drop once it is old: violations that people have resolved, episodes that are over, measured
 * minutes, deliveries, and what was told of them. What people have set (activations, maintenance, silences, routes)
 * stays, and so does whatever is still open. Days and months of service levels outlive their events, once they are
 * told.
 */
export const EVENT_EXPIRY: Expiry = {
  keptPrefixes: ["integration-", "maintenance-", "silence-", "routing"],
  takenBy: [serviceLevelProjection],
  endings: [
    { type: "ViolationResolved", holding: "" },
    { type: "ViolationRecurred", holding: '"ended":true' },
    { type: "MinuteMeasured", holding: "" },
    { type: "WebhookAttempted", holding: "" },
    { type: "RedeliveryFinished", holding: "" },
    { type: "NotificationSent", holding: "" },
    { type: "NotificationFailed", holding: "" },
    { type: "NotificationHeld", holding: "" },
  ],
};
