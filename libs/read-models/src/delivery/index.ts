export * from "./count-deliveries.ts";
export { deliveryProjection } from "./delivery.projection.ts";
export type { DeliveryFilter } from "./delivery-filter.ts";
export * from "./find-delivery.ts";
export { ATTEMPT_OUTCOMES, DELIVERY_SIDES, DELIVERY_STATES } from "./kind.ts";
export * from "./list-deliveries.ts";
export * from "./list-endpoints.ts";
export { listObjectTypes } from "./object-types.ts";
