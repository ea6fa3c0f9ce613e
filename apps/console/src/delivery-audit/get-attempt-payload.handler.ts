import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { curlOf } from "#delivery";
import { CONSOLE_OPTIONS, READ_MODELS_SOURCE, type ConsoleOptions } from "../console-options.ts";
import type { AttemptPayload } from "./audit-schemas.ts";
import { attemptOf, auditedDelivery } from "./audited-delivery.ts";
import { openPayload } from "./open-payload.ts";

export class GetAttemptPayload extends Query<AttemptPayload> {
  constructor(
    readonly id: string,
    readonly attemptId: string,
  ) {
    super();
  }
}

@QueryHandler(GetAttemptPayload)
export class GetAttemptPayloadHandler implements IQueryHandler<GetAttemptPayload> {
  constructor(
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    @Inject(READ_MODELS_SOURCE) private readonly readModels: DataSource,
  ) {}

  async execute({ id, attemptId }: GetAttemptPayload): Promise<AttemptPayload> {
    const { event } = attemptOf(await auditedDelivery(this.options.pool, this.readModels, id), attemptId);
    const [request, response] = await Promise.all([
      openPayload(this.options, attemptId, "request"),
      openPayload(this.options, attemptId, "response"),
    ]);
    return { request, response, curl: curlOf(event, request?.cut ? undefined : request?.text) };
  }
}
