import { clausesOf } from "#spec";
import type { CheckFamily } from "../check.ts";
import { compileParity } from "./parity.ts";
import { PARITY, UNKNOWN_ORIGIN } from "./rules.ts";
import { compileUnknownOrigin } from "./unknown-origin.ts";

/** Rules about where calls go, and whether environments answer alike. */
export const environmentFamily: CheckFamily = {
  name: "environment",
  rules: [UNKNOWN_ORIGIN, PARITY],
  compile(specification) {
    const origin = compileUnknownOrigin(specification);
    const parity = compileParity(specification);
    const rules = [...(origin ? [UNKNOWN_ORIGIN.id] : []), ...(parity.length > 0 ? [PARITY.id] : [])];
    return {
      checks: [...(origin ? [origin] : []), ...parity],
      enforced: clausesOf(specification, "environment.base-url").map((clause) => ({ clause, rules })),
    };
  },
};
