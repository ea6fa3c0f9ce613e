export * from "./delivery.ts";
export { deliveryIdOf } from "./delivery-id.ts";
export * from "./evolve.ts";
export * from "./redelivery-attempt.ts";
export * from "./webhook-attempted.ts";
export * from "./subject.ts";
