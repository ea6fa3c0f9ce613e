import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { documentedObjectives } from "./documented-objectives.ts";
import { objectiveCheck } from "./objective-check.ts";
import { SLA_RULES } from "./rules.ts";

const IDS = SLA_RULES.map(({ id }) => id);

const compile = (specification: Specification): CompiledFamily => {
  const { objectives, maintenance, unenforced } = documentedObjectives(specification);
  const clauses = [...objectives.map(({ clause }) => clause), ...maintenance];
  return {
    checks: objectives.map(objectiveCheck),
    enforced: clauses.map((clause) => ({ clause, rules: IDS })),
    unenforced: [...unenforced],
  };
};

/** Rules about service levels (rules.md, "SLA"). */
export const slaFamily: CheckFamily = { name: "sla", rules: SLA_RULES, compile };
