import { DataSource } from "typeorm";
import { AlertEntity, AlertGroupEntity } from "./alert/alert.entity.ts";
import { IntegrationEntity } from "./integration/integration.entity.ts";
import { NotificationEntity } from "./notification/notification.entity.ts";
import { RedeliveryEntity } from "./redelivery/redelivery.entity.ts";
import { SilenceEntity } from "./silence/silence.entity.ts";
import { ViolationEntity } from "./violation/violation.entity.ts";

/** A source of the read models' rows; call `initialize` before use and `destroy` after. It never changes the schema. */
export const createReadModelSource = (databaseUrl: string, connections = 4): DataSource =>
  new DataSource({
    type: "postgres",
    url: databaseUrl,
    entities: [
      ViolationEntity,
      IntegrationEntity,
      AlertEntity,
      AlertGroupEntity,
      SilenceEntity,
      NotificationEntity,
      RedeliveryEntity,
    ],
    synchronize: false,
    poolSize: connections,
    connectTimeoutMS: 5_000,
    extra: { statement_timeout: 30_000, keepAlive: true },
    applicationName: "clausewatch read models",
  });
