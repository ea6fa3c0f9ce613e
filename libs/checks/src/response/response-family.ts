import type { CheckFamily } from "../check.ts";

/** Rules of the family `response`. */
export const responseFamily: CheckFamily = {
  name: "response",
  rules: [],
  compile: () => ({ checks: [], enforced: [] }),
};
