export * from "./list-redeliveries.ts";
export * from "./redeliverable.ts";
export * from "./redelivery.entity.ts";
