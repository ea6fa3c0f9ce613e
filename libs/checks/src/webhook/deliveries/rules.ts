import type { RuleDefinition } from "../../check.ts";

export const TOO_SLOW: RuleDefinition = {
  id: "webhook.too-slow",
  title: "A receiver accepted a webhook later than the success criterion allows",
  severity: "warning",
  party: "consumer",
};

export const RETRY_EARLY: RuleDefinition = {
  id: "webhook.retry-early",
  title: "A webhook was sent again before its time",
  severity: "warning",
  party: "provider",
};

export const RETRY_OVERDUE: RuleDefinition = {
  id: "webhook.retry-overdue",
  title: "A failed webhook was not sent again in time",
  severity: "error",
  party: "provider",
};

export const TOO_MANY_ATTEMPTS: RuleDefinition = {
  id: "webhook.too-many-attempts",
  title: "A webhook was sent more often than the policy allows",
  severity: "error",
  party: "provider",
};

export const EXHAUSTED: RuleDefinition = {
  id: "webhook.exhausted",
  title: "The last attempt to deliver a webhook failed",
  severity: "critical",
  party: "consumer",
};

export const DUPLICATE_DELIVERY: RuleDefinition = {
  id: "webhook.duplicate-delivery",
  title: "A webhook was sent again after it was delivered",
  severity: "info",
  party: "provider",
};

export const OUT_OF_ORDER: RuleDefinition = {
  id: "webhook.out-of-order",
  title: "A webhook came after a newer one about the same object",
  severity: "info",
  party: "provider",
};

/** The rules about attempts, their times, their number and their order. */
export const DELIVERY_RULES: readonly RuleDefinition[] = [
  TOO_SLOW,
  RETRY_EARLY,
  RETRY_OVERDUE,
  TOO_MANY_ATTEMPTS,
  EXHAUSTED,
  DUPLICATE_DELIVERY,
  OUT_OF_ORDER,
];
