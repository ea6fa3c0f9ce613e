import type { CheckFamily } from "../check.ts";

/** Rules of the family `request`. */
export const requestFamily: CheckFamily = {
  name: "request",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
