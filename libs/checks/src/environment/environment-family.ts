import type { CheckFamily } from "../check.ts";

/** Rules of the family `environment`. */
export const environmentFamily: CheckFamily = {
  name: "environment",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
