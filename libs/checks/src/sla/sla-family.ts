import type { CheckFamily } from "../check.ts";

/** Rules about service levels (rules.md). */
export const slaFamily: CheckFamily = {
  name: "sla",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
