import { Inject } from "@nestjs/common";
import {
  Command,
  CommandHandler,
  Query,
  QueryHandler,
  type ICommandHandler,
  type IQueryHandler,
} from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnRedelivery, requestRedelivery } from "./act-on-redelivery.ts";
import { chooseByFilter } from "./choose-deliveries.ts";
import type {
  RedeliveryAnswer,
  RedeliveryBody,
  RedeliveryCount,
  RedeliveryCountBody,
} from "./redelivery-schemas.ts";

export class CountRedelivery extends Query<RedeliveryCount> {
  constructor(readonly body: RedeliveryCountBody) {
    super();
  }
}

@QueryHandler(CountRedelivery)
export class CountRedeliveryHandler implements IQueryHandler<CountRedelivery> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ body: { filter } }: CountRedelivery): Promise<RedeliveryCount> {
    const { ids, leftOut, position } = await chooseByFilter(this.options, filter);
    return { count: ids.length, leftOut, position };
  }
}

export class RedeliverWebhooks extends Command<RedeliveryAnswer> {
  constructor(
    readonly body: RedeliveryBody,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RedeliverWebhooks)
export class RedeliverWebhooksHandler implements ICommandHandler<RedeliverWebhooks> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ body, by }: RedeliverWebhooks): Promise<RedeliveryAnswer> {
    return requestRedelivery(this.options, body, by);
  }
}

export class CancelRedelivery extends Command<{ id: string }> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CancelRedelivery)
export class CancelRedeliveryHandler implements ICommandHandler<CancelRedelivery> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ id, by }: CancelRedelivery): Promise<{ id: string }> {
    const at = new Date().toISOString();
    await actOnRedelivery(this.options.pool, id, "", { type: "CancelRedelivery", by, at });
    return { id };
  }
}
