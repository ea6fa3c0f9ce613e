export * from "./headers.ts";
export * from "./observation.ts";
export type * from "./redact/redactor.ts";
