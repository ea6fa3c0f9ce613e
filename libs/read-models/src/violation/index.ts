export * from "./breaches-by-clause.ts";
export * from "./count-violations.ts";
export * from "./find-violation.ts";
export * from "./list-violations.ts";
export { VIOLATION_SEVERITIES } from "./severities.ts";
export * from "./violation.entity.ts";
export * from "./violation.projection.ts";
export * from "./count-by-clause.ts";
export * from "./list-strange.ts";
