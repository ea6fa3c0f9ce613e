import type { Specification } from "#spec";
import type { CompiledFamily, RuleDefinition } from "../../check.ts";

/** The rules about attempts, their times and their number. */
export const DELIVERY_RULES: readonly RuleDefinition[] = [];

/** Compiles the checks of attempts, their times and their number. */
export const compileDeliveryChecks = (_specification: Specification): CompiledFamily => ({
  checks: [],
  enforced: [],
});
