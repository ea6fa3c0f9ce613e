export * from "./delivery.ts";
export { deliveryIdOf } from "./delivery-id.ts";
export * from "./evolve.ts";
export * from "./redelivery/decide-redelivery.ts";
export * from "./redelivery/evolve-redelivery.ts";
export * from "./redelivery/redelivery.ts";
export * from "./webhook-attempted.ts";
export * from "./subject.ts";
