import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { keyCheck } from "./key-check.ts";
import { compileKeyPlans } from "./key-plan.ts";
import type { KeyPlan } from "./key-plan.ts";
import { DUPLICATE_EFFECT, KEY_REUSE, WRONG_REPLAY_STATUS } from "./rules.ts";

const NO_ENDPOINT = "No documented endpoint takes the idempotency key that this speaks of.";
const NO_ID = "The documented success body has no member whose name is `id` or ends in `_id`.";

const enforcedBy = (plan: KeyPlan): CompiledFamily["enforced"] => {
  const ofKey = plan.idPath ? [DUPLICATE_EFFECT.id, KEY_REUSE.id] : [KEY_REUSE.id];
  const replays = plan.idPath ? plan.replays : [];
  return [
    { clause: plan.clause, rules: ofKey },
    ...replays.map((clause) => ({ clause, rules: [WRONG_REPLAY_STATUS.id] })),
  ];
};

const compile = (specification: Specification): CompiledFamily => {
  const plans = compileKeyPlans(specification);
  const enforced = [...plans.values()].flatMap(enforcedBy);
  const spoken = new Set([...plans.values()].flatMap(({ replays }) => replays));
  const known = new Set(enforced.map(({ clause }) => clause));
  return {
    checks: plans.size > 0 ? [keyCheck(plans)] : [],
    enforced,
    unenforced: clausesOf(specification, "idempotency.replay")
      .filter((clause) => !known.has(clause))
      .map((clause) => ({ clause, reason: spoken.has(clause) ? NO_ID : NO_ENDPOINT })),
  };
};

/** Rules about requests that carry an idempotency key (rules.md, "Idempotency"). */
export const idempotencyFamily: CheckFamily = {
  name: "idempotency",
  rules: [DUPLICATE_EFFECT, WRONG_REPLAY_STATUS, KEY_REUSE],
  compile,
};
