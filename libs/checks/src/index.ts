export * from "./check.ts";
export * from "./verdict.ts";
export * from "./compiled-specification.ts";
export { compileSpecification } from "./engine/compile-specification.ts";
export { mutingOf } from "./engine/muting.ts";
export { RULES } from "./engine/rules.ts";
export { findingsOf } from "./lint/findings-of.ts";
export type * from "./scenario/coverage.ts";
export type { ToldMinute } from "./measuring/measuring.ts";
