import type { Expiry } from "#event-store";

/**
 * What retention may drop once it is old: violations that people have resolved, episodes that are over, and measured
 * minutes.
 * Activations stay, and so does whatever is still open.
 */
export const EVENT_EXPIRY: Expiry = {
  keptPrefixes: ["integration-"],
  endings: [
    { type: "ViolationResolved", holding: "" },
    { type: "MinuteMeasured", holding: "" },
    { type: "ViolationRecurred", holding: '"ended":true' },
  ],
};
