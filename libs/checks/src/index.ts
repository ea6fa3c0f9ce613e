export * from "./check.ts";
export * from "./verdict.ts";
export * from "./compiled-specification.ts";
