export * from "./service-level.projection.ts";
