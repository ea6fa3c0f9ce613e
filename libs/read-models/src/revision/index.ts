export * from "./read-specification.ts";
