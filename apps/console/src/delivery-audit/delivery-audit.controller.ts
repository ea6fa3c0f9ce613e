import { Controller, Get, Param, Query } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiParam, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import {
  attemptPayloadSchema,
  auditSchema,
  differenceQuery,
  differenceSchema,
  type DifferenceQuery,
} from "./audit-schemas.ts";
import { GetAttemptPayload } from "./get-attempt-payload.handler.ts";
import { GetDeliveryAudit } from "./get-delivery-audit.handler.ts";
import { GetDifference } from "./get-difference.handler.ts";

const ID = "The delivery's id.";
const MISSING = { 404: "There is no such delivery, or no such attempt of it." };
const TakesAttempt = () =>
  ApiParam({ name: "attemptId", description: "The attempt's id.", schema: { type: "string" } });

/** One webhook delivery as evidence: attempts, both sides' records, payloads. */
@ApiTags("deliveries")
@For("viewer")
@Controller("api/v1/deliveries")
export class DeliveryAuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get(":id/audit")
  @ApiOperation({ summary: "One delivery: who saw what, against the declared schedule" })
  @TakesId(ID)
  @Answers("The audit.", auditSchema)
  @Refuses(MISSING)
  audit(@Param("id") id: string) {
    return this.queries.execute(new GetDeliveryAudit(id));
  }

  @Get(":id/attempts/:attemptId/payload")
  @ApiOperation({ summary: "What was sent and answered in one attempt, and the command that sends it again" })
  @TakesId(ID)
  @TakesAttempt()
  @Answers("As far as it is kept.", attemptPayloadSchema)
  @Refuses(MISSING)
  payload(@Param("id") id: string, @Param("attemptId") attemptId: string) {
    return this.queries.execute(new GetAttemptPayload(id, attemptId));
  }

  @Get(":id/attempts/:attemptId/difference")
  @ApiOperation({ summary: "What an attempt sent, held against what another one did" })
  @TakesId(ID)
  @TakesAttempt()
  @TakesQuery(differenceQuery)
  @Answers("Value by value where both are JSON, else line by line.", differenceSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named.", ...MISSING })
  difference(
    @Param("id") id: string,
    @Param("attemptId") attemptId: string,
    @Query(new ValidationPipe(differenceQuery)) query: DifferenceQuery,
  ) {
    return this.queries.execute(new GetDifference(id, attemptId, query));
  }
}
