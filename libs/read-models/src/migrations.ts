import { CreateAlerting } from "./alert/create-alerting.migration.ts";
import { CreateDelivery } from "./delivery/create-delivery.migration.ts";
import { CreateExercise } from "./exercise/create-exercise.migration.ts";
import { CreateIntegration } from "./integration/create-integration.migration.ts";
import { CreateMaintenance } from "./maintenance/create-maintenance.migration.ts";
import { CreateServiceLevel } from "./service-level/create-service-level.migration.ts";
import { CreateServiceLevelRevision } from "./service-level/create-revision.migration.ts";
import { SealMonths } from "./service-level/seal-months.migration.ts";
import { CreateNotification } from "./notification/create-notification.migration.ts";
import { CreateRedelivery } from "./redelivery/create-redelivery.migration.ts";
import { CreateSilence } from "./silence/create-silence.migration.ts";
import { CreateViolation } from "./violation/create-violation.migration.ts";
import { AttendViolation } from "./violation/attend-violation.migration.ts";
import { OwnViolation } from "./violation/own-violation.migration.ts";
import { TallyViolations } from "./violation/tally-violations.migration.ts";

/** The read models' tables, oldest first, for TypeORM to run. */
export const READ_MODEL_MIGRATIONS = [
  CreateViolation,
  CreateIntegration,
  CreateMaintenance,
  CreateServiceLevel,
  CreateAlerting,
  CreateSilence,
  CreateNotification,
  CreateRedelivery,
  SealMonths,
  CreateDelivery,
  CreateServiceLevelRevision,
  CreateExercise,
  OwnViolation,
  AttendViolation,
  TallyViolations,
];
