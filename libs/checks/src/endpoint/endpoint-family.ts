import type { CheckFamily } from "../check.ts";

/** Rules of the family `endpoint`. */
export const endpointFamily: CheckFamily = {
  name: "endpoint",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
