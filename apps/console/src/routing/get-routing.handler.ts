import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { evolveRouting, initialRouting, type RoutingSet } from "#alerting";
import { readStream } from "#event-store";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { RoutingView } from "./routing-schemas.ts";

export class GetRouting extends Query<RoutingView> {}

@QueryHandler(GetRouting)
export class GetRoutingHandler implements IQueryHandler<GetRouting> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute(): Promise<RoutingView> {
    const stored = await readStream(this.options.pool, "routing");
    return stored.map(({ data }) => data as RoutingSet).reduce(evolveRouting, initialRouting);
  }
}
