import type { CheckFamily } from "../check.ts";

/** Rules about requests that are sent again (rules.md). */
export const retryFamily: CheckFamily = {
  name: "retry",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
