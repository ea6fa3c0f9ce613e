import { Readable } from "node:stream";
import { Controller, Get, Param, Query, StreamableFile } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, AnswersExport, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { CountDeliveries } from "./count-deliveries.handler.ts";
import * as asked from "./delivery-queries.ts";
import * as told from "./delivery-schemas.ts";
import { ExportDeliveries } from "./export-deliveries.handler.ts";
import { GetDelivery } from "./get-delivery.handler.ts";
import { ListAttempts, ListDeliveries } from "./list-deliveries.handler.ts";
import { ListDeliveryEndpoints } from "./list-delivery-endpoints.handler.ts";

const BAD = { 400: "Parameters that cannot be used, each named." };
const TYPES = { ndjson: "application/x-ndjson; charset=utf-8", csv: "text/csv; charset=utf-8" };

/** Webhook deliveries: was that event sent, received, answered? */
@ApiTags("deliveries")
@For("viewer")
@Controller("api/v1/deliveries")
export class DeliveriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: "Deliveries, newest first by their first attempt" })
  @TakesQuery(asked.deliveryListQuery)
  @Answers("One page.", told.deliveryPageSchema)
  @Refuses(BAD)
  list(@Query(new ValidationPipe(asked.deliveryListQuery)) query: asked.DeliveryListQuery) {
    return this.queries.execute(new ListDeliveries(query));
  }

  @Get("counts")
  @ApiOperation({ summary: "How many deliveries there are, by what they have" })
  @TakesQuery(asked.deliveryCountQuery)
  @Answers("The counts.", told.deliveryCountsSchema)
  @Refuses(BAD)
  counts(@Query(new ValidationPipe(asked.deliveryCountQuery)) query: asked.DeliveryCountQuery) {
    return this.queries.execute(new CountDeliveries("delivery", query));
  }

  @Get("export")
  @ApiOperation({ summary: "Every delivery that passes, as NDJSON or CSV" })
  @TakesQuery(asked.deliveryExportQuery)
  @AnswersExport("A line each, newest first.")
  @Refuses(BAD)
  export(@Query(new ValidationPipe(asked.deliveryExportQuery)) query: asked.DeliveryExportQuery) {
    return this.exported("delivery", query);
  }

  @Get("endpoints")
  @ApiOperation({
    summary: "Where webhooks go, and how that fares: failures in a row, and how long answers take",
  })
  @TakesQuery(asked.endpointListQuery)
  @Answers("One page, the first seen first.", told.deliveryEndpointPageSchema)
  @Refuses(BAD)
  endpoints(@Query(new ValidationPipe(asked.endpointListQuery)) query: asked.EndpointListQuery) {
    return this.queries.execute(new ListDeliveryEndpoints(query));
  }

  @Get("attempts")
  @ApiOperation({ summary: "Attempts of all deliveries, newest first" })
  @TakesQuery(asked.attemptListQuery)
  @Answers("One page.", told.attemptPageSchema)
  @Refuses(BAD)
  attempts(@Query(new ValidationPipe(asked.attemptListQuery)) query: asked.AttemptListQuery) {
    return this.queries.execute(new ListAttempts(query));
  }

  @Get("attempts/counts")
  @ApiOperation({ summary: "How many attempts there are, by what they have" })
  @TakesQuery(asked.attemptCountQuery)
  @Answers("The counts.", told.deliveryCountsSchema)
  @Refuses(BAD)
  attemptCounts(@Query(new ValidationPipe(asked.attemptCountQuery)) query: asked.AttemptCountQuery) {
    return this.queries.execute(new CountDeliveries("attempt", query));
  }

  @Get("attempts/export")
  @ApiOperation({ summary: "Every attempt that passes, as NDJSON or CSV" })
  @TakesQuery(asked.attemptExportQuery)
  @AnswersExport("A line each, newest first.")
  @Refuses(BAD)
  exportAttempts(@Query(new ValidationPipe(asked.attemptExportQuery)) query: asked.AttemptExportQuery) {
    return this.exported("attempt", query);
  }

  @Get(":id")
  @ApiOperation({ summary: "One delivery with its attempts, and the violations that cite them" })
  @TakesId("The delivery's id.")
  @Answers("The delivery.", told.deliveryDetailSchema)
  @Refuses({ 404: "There is no such delivery." })
  get(@Param("id") id: string) {
    return this.queries.execute(new GetDelivery(id));
  }

  private async exported(
    list: "delivery" | "attempt",
    query: asked.DeliveryExportQuery | asked.AttemptExportQuery,
  ): Promise<StreamableFile> {
    const texts = await this.queries.execute(new ExportDeliveries(list, query));
    return new StreamableFile(Readable.from(texts, { objectMode: false }), {
      type: TYPES[query.format],
      disposition: `attachment; filename="${list === "delivery" ? "deliveries" : "attempts"}.${query.format}"`,
    });
  }
}
