import type { CheckFamily } from "../check.ts";

/** Rules of the family `error`. */
export const errorFamily: CheckFamily = {
  name: "error",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
