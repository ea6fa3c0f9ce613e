import { Controller, Get, Query } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import {
  alertListQuery,
  alertPageSchema,
  notificationListQuery,
  notificationPageSchema,
  type AlertListQuery,
  type NotificationListQuery,
} from "./alert-schemas.ts";
import { ListAlerts } from "./list-alerts.handler.ts";
import { ListNotifications } from "./list-notifications.handler.ts";

const BAD = { 400: "Parameters that cannot be used, each named." };

/** Alerts that last, and what was told of them. */
@ApiTags("alerts")
@For("viewer")
@Controller("api/v1")
export class AlertsController {
  constructor(private readonly queries: QueryBus) {}

  @Get("alerts")
  @ApiOperation({ summary: "Alerts that last, or whose end is still to be told, newest first" })
  @TakesQuery(alertListQuery)
  @Answers("One page.", alertPageSchema)
  @Refuses(BAD)
  alerts(@Query(new ValidationPipe(alertListQuery)) query: AlertListQuery) {
    return this.queries.execute(new ListAlerts(query));
  }

  @Get("notifications")
  @ApiOperation({ summary: "What was sent, what failed, and what was held back and why, newest first" })
  @TakesQuery(notificationListQuery)
  @Answers("One page.", notificationPageSchema)
  @Refuses(BAD)
  notifications(@Query(new ValidationPipe(notificationListQuery)) query: NotificationListQuery) {
    return this.queries.execute(new ListNotifications(query));
  }
}
