import { deliveryProjection } from "./delivery/delivery.projection.ts";
import { exerciseProjection } from "./exercise/exercise.projection.ts";
import { integrationProjection } from "./integration/integration.projection.ts";
import { maintenanceProjection } from "./maintenance/maintenance.projection.ts";
import type { ReadModel } from "./read-model.ts";
import { serviceLevelProjection } from "./service-level/service-level.projection.ts";
import { notificationProjection } from "./notification/notification.projection.ts";
import { redeliveryProjection } from "./redelivery/redelivery.projection.ts";
import { silenceProjection } from "./silence/silence.projection.ts";
import { violationProjection } from "./violation/violation.projection.ts";

/** Every read model, for the projectors to keep up to date and for `rebuild` to name. */
export const READ_MODELS: readonly ReadModel[] = [
  violationProjection,
  integrationProjection,
  maintenanceProjection,
  serviceLevelProjection,
  silenceProjection,
  notificationProjection,
  deliveryProjection,
  redeliveryProjection,
  exerciseProjection,
];
