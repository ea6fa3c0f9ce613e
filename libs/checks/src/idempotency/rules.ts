import type { RuleDefinition } from "../check.ts";

export const DUPLICATE_EFFECT: RuleDefinition = {
  id: "idempotency.duplicate-effect",
  title: "One idempotency key has two effects",
  severity: "critical",
  party: "provider",
};
export const WRONG_REPLAY_STATUS: RuleDefinition = {
  id: "idempotency.wrong-replay-status",
  title: "A repeated request is answered with another status than documented",
  severity: "warning",
  party: "provider",
};
export const KEY_REUSE: RuleDefinition = {
  id: "idempotency.key-reuse",
  title: "One idempotency key is used for two bodies",
  severity: "error",
  party: "consumer",
};
