import type { CheckFamily } from "../check.ts";

/** Rules about the order of a sequence diagram (rules.md). */
export const sequenceFamily: CheckFamily = {
  name: "sequence",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
