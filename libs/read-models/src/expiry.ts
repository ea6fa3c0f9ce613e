import type { Expiry } from "#event-store";

/**
 * What retention may drop once it is old: violations that people have resolved, episodes that are over, and measured
 * minutes. Activations and maintenance stay, and so does whatever is still open.
 */
export const EVENT_EXPIRY: Expiry = {
  keptPrefixes: ["integration-", "maintenance-"],
  endings: [
    { type: "ViolationResolved", holding: "" },
    { type: "ViolationRecurred", holding: '"ended":true' },
    { type: "MinuteMeasured", holding: "" },
  ],
};
