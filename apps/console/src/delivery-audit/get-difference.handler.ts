import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { diffPayloads } from "#delivery";
import { Problem } from "#platform";
import { CONSOLE_OPTIONS, READ_MODELS_SOURCE, type ConsoleOptions } from "../console-options.ts";
import type { Difference, DifferenceQuery } from "./audit-schemas.ts";
import { attemptOf, auditedDelivery, type AuditedDelivery, type StoredAttempt } from "./audited-delivery.ts";
import { openPayload } from "./open-payload.ts";

export class GetDifference extends Query<Difference> {
  constructor(
    readonly id: string,
    readonly attemptId: string,
    readonly asked: DifferenceQuery,
  ) {
    super();
  }
}

const nameOf = ({ event: { deliveryId, eventId }, attemptId }: StoredAttempt): Difference["one"] => ({
  deliveryId,
  eventId,
  attemptId,
});

const anyOf = ({ attempts, delivery }: AuditedDelivery): StoredAttempt => {
  const attempt = attempts.find(({ event }) => event.payloadDigest !== undefined) ?? attempts[0];
  if (attempt) return attempt;
  throw new Problem(404, `No attempt of the delivery ${delivery.deliveryId} is kept any more.`);
};

@QueryHandler(GetDifference)
export class GetDifferenceHandler implements IQueryHandler<GetDifference> {
  constructor(
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    @Inject(READ_MODELS_SOURCE) private readonly readModels: DataSource,
  ) {}

  async execute({ id, attemptId, asked }: GetDifference): Promise<Difference> {
    const { pool } = this.options;
    const delivery = await auditedDelivery(pool, this.readModels, id);
    const attempt = attemptOf(delivery, attemptId);
    const compared =
      asked.of === undefined ? delivery : await auditedDelivery(pool, this.readModels, asked.of);
    const against = asked.with === undefined ? anyOf(compared) : attemptOf(compared, asked.with);
    const [one, other] = await Promise.all(
      [against, attempt].map((each) => openPayload(this.options, each.attemptId, "request")),
    );
    const named = { one: nameOf(against), other: nameOf(attempt) };
    if (!one || !other) return named;
    const { kind, identical, count, one: oneLines, other: otherLines } = diffPayloads(one.text, other.text);
    const cut = one.cut || other.cut;
    return { ...named, difference: { kind, identical, count, cut, one: oneLines, other: otherLines } };
  }
}
