import type { Expiry } from "#event-store";

/**
 * What retention may drop once it is old: violations that people have resolved, episodes that are over, measured
 * minutes, and what was told of them. What people have set (activations, maintenance, silences, routes) stays, and so
 * does whatever is still open.
 */
export const EVENT_EXPIRY: Expiry = {
  keptPrefixes: ["integration-", "maintenance-", "silence-", "routing"],
  endings: [
    { type: "ViolationResolved", holding: "" },
    { type: "ViolationRecurred", holding: '"ended":true' },
    { type: "MinuteMeasured", holding: "" },
    { type: "WebhookAttempted", holding: "" },
    { type: "NotificationSent", holding: "" },
    { type: "NotificationFailed", holding: "" },
    { type: "NotificationHeld", holding: "" },
  ],
};
