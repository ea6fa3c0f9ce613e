import type { RuleDefinition } from "../check.ts";

/** A required arrow has not come. */
export const MISSING_STEP: RuleDefinition = {
  id: "sequence.missing-step",
  title: "A required step of the sequence never came",
  severity: "error",
  party: "provider",
};

/** An interaction between two participants is no arrow of the diagram. */
export const UNEXPECTED_STEP: RuleDefinition = {
  id: "sequence.unexpected-step",
  title: "Two participants do what the sequence does not show",
  severity: "warning",
  party: "provider",
};

/** An arrow came before one that must precede it. */
export const OUT_OF_ORDER: RuleDefinition = {
  id: "sequence.out-of-order",
  title: "The steps of a sequence came in another order",
  severity: "warning",
  party: "provider",
};

/** The rules of this family. */
export const SEQUENCE_RULES: readonly RuleDefinition[] = [MISSING_STEP, UNEXPECTED_STEP, OUT_OF_ORDER];
