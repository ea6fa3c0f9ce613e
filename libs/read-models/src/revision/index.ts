export * from "./list-activations.ts";
export * from "./read-specification.ts";
