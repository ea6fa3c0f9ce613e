export * from "./body-schema.ts";
export * from "./citation.ts";
export * from "./clause.ts";
export * from "./specification.ts";
