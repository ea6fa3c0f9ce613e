import type { Specification } from "#spec";
import type { CompiledFamily, RuleDefinition } from "../../check.ts";

/** The rules about signature, timestamp, event type and payload. */
export const MESSAGE_RULES: readonly RuleDefinition[] = [];

/** Compiles the checks of signature, timestamp, event type and payload. */
export const compileMessageChecks = (_specification: Specification): CompiledFamily => ({
  checks: [],
  enforced: [],
});
