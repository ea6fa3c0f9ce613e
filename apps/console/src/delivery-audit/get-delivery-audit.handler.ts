import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import type { Delivery } from "#delivery";
import { attemptsOf, listDeliveries, type DeliveryFilter } from "#read-models";
import { CONSOLE_OPTIONS, READ_MODELS_SOURCE, type ConsoleOptions } from "../console-options.ts";
import type { DeliveryAudit } from "./audit-schemas.ts";
import { auditedDelivery } from "./audited-delivery.ts";
import { findSightings } from "./find-sightings.ts";
import { presentAudit } from "./present-audit.ts";

export class GetDeliveryAudit extends Query<DeliveryAudit> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetDeliveryAudit)
export class GetDeliveryAuditHandler implements IQueryHandler<GetDeliveryAudit> {
  constructor(
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    @Inject(READ_MODELS_SOURCE) private readonly readModels: DataSource,
  ) {}

  async execute({ id }: GetDeliveryAudit): Promise<DeliveryAudit> {
    const { pool } = this.options;
    const audited = await auditedDelivery(pool, this.readModels, id);
    const events = audited.attempts.map(({ event }) => event);
    const [sightings, listed, before] = await Promise.all([
      findSightings(pool, this.readModels, events),
      attemptsOf(this.readModels, id),
      this.before(audited.delivery),
    ]);
    return presentAudit(audited, { sightings, listed, before });
  }

  /** The delivery before it that speaks of the same object. */
  private async before({
    integration,
    environment,
    endpoint,
    subject,
    firstAt,
  }: Delivery): Promise<DeliveryAudit["before"]> {
    if (subject === undefined) return undefined;
    const filter: DeliveryFilter = {
      integration,
      environment: environment ?? "",
      endpoint,
      subjects: [subject],
      to: new Date(firstAt),
    };
    const [found] = (await listDeliveries(this.readModels, filter, { limit: 1 })).items;
    return found && { deliveryId: found.deliveryId, eventId: found.eventId, at: found.at.toISOString() };
  }
}
