import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedDeliveries } from "./asked-deliveries.ts";
import type { AttemptExportQuery, DeliveryExportQuery } from "./delivery-queries.ts";
import { exportAttempts, exportDeliveries } from "./export-deliveries.ts";

export class ExportDeliveries extends Query<AsyncIterable<string>> {
  constructor(
    readonly list: "delivery" | "attempt",
    readonly asked: DeliveryExportQuery | AttemptExportQuery,
  ) {
    super();
  }
}

@QueryHandler(ExportDeliveries)
export class ExportDeliveriesHandler implements IQueryHandler<ExportDeliveries> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ list, asked: { format, ...asked } }: ExportDeliveries): Promise<AsyncIterable<string>> {
    const { filter } = await askedDeliveries(this.options, asked);
    const all = list === "delivery" ? exportDeliveries : exportAttempts;
    return all(this.options.readModels, filter, format);
  }
}
