import type { CheckFamily } from "../check.ts";

/** Rules about requests that carry an idempotency key (rules.md). */
export const idempotencyFamily: CheckFamily = {
  name: "idempotency",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
