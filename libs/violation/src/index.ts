export * from "./decider.ts";
export type { Cause, Hash } from "./identity.ts";
export * from "./ledger.ts";
export * from "./violation.ts";
