export * from "./list-redeliveries.ts";
export * from "./redelivery.entity.ts";
