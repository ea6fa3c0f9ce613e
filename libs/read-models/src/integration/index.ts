export * from "./integration.entity.ts";
export * from "./integration.projection.ts";
export * from "./list-integrations.ts";
