import type { Expiry } from "#event-store";

/**
 * What retention may drop once it is old: violations that people have resolved, and episodes that are over.
 * Activations stay, and so does whatever is still open.
 */
export const EVENT_EXPIRY: Expiry = {
  keptPrefixes: ["integration-"],
  endings: [
    { type: "ViolationResolved", holding: "" },
    { type: "ViolationRecurred", holding: '"ended":true' },
  ],
};
