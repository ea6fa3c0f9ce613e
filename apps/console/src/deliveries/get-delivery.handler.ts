import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import { attemptsOf, findDelivery, violationsCiting } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import type { DeliveryDetail } from "./delivery-schemas.ts";
import { presentAttempt } from "./present-deliveries.ts";

/** One delivery with its attempts and the violations that cite them; undefined where there is none. */
export const readDelivery = async (source: DataSource, id: string): Promise<DeliveryDetail | undefined> => {
  const found = await findDelivery(source, id);
  if (!found) return undefined;
  const { delivery, state, clock } = found;
  const { deliveryId, integration, environment, endpoint, eventId, eventType, next } = delivery;
  const attempts = (await attemptsOf(source, id)).map(presentAttempt);
  return {
    deliveryId,
    integration,
    ...(environment !== undefined && { environment }),
    endpoint,
    eventId,
    ...(eventType !== undefined && { eventType }),
    state,
    ...(clock && { clock: clock.toISOString() }),
    ...(next && { nextUntil: next.until }),
    attempts,
    violations: await violationsCiting(
      source,
      delivery,
      attempts.map((attempt) => attempt.id),
    ),
  };
};

export class GetDelivery extends Query<DeliveryDetail> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetDelivery)
export class GetDeliveryHandler implements IQueryHandler<GetDelivery> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ id }: GetDelivery): Promise<DeliveryDetail> {
    const found = await readDelivery(this.source, id);
    if (!found) throw new Problem(404, `There is no delivery ${JSON.stringify(id)}.`);
    return found;
  }
}
