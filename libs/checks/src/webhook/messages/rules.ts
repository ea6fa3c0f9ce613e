import type { RuleDefinition } from "../../check.ts";
import type { Party, Severity } from "../../verdict.ts";

const rule = (id: string, title: string, severity: Severity, party: Party): RuleDefinition => ({
  id: `webhook.${id}`,
  title,
  severity,
  party,
});

export const SIGNATURE_MISSING = rule(
  "signature-missing",
  "A webhook carries no signature",
  "error",
  "provider",
);
export const SIGNATURE_INVALID = rule(
  "signature-invalid",
  "A webhook's signature is malformed or wrong",
  "critical",
  "provider",
);
export const TIMESTAMP_MISSING = rule(
  "timestamp-missing",
  "A webhook does not say when it was sent",
  "error",
  "provider",
);
export const STALE = rule(
  "stale",
  "A webhook's timestamp lies outside the replay window",
  "warning",
  "provider",
);
export const FORGERY_ACCEPTED = rule(
  "forgery-accepted",
  "A webhook without a right signature was accepted",
  "critical",
  "consumer",
);
export const REPLAY_ACCEPTED = rule(
  "replay-accepted",
  "A webhook outside the replay window was accepted",
  "critical",
  "consumer",
);
export const UNDOCUMENTED_EVENT = rule(
  "undocumented-event",
  "A webhook's event type is not documented",
  "error",
  "provider",
);
export const PAYLOAD_INVALID = rule(
  "payload-invalid",
  "A webhook's payload breaks its documented form",
  "error",
  "provider",
);
export const EVENT_ID_REUSE = rule(
  "event-id-reuse",
  "One event id came with two payloads",
  "error",
  "provider",
);
export const INSECURE_ENDPOINT = rule(
  "insecure-endpoint",
  "A webhook's endpoint is http",
  "warning",
  "consumer",
);
