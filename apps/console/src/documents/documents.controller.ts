import { Controller, Get, Param, Query } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { documentQuery, documentSchema, type DocumentQuery } from "./document-schemas.ts";
import { GetDocument } from "./get-document.handler.ts";

/** The living specification: the text, and what is true of it. */
@ApiTags("integrations")
@For("viewer")
@Controller("api/v1/integrations/:id")
export class DocumentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get("document")
  @ApiOperation({
    summary:
      "The active specification as it is shown: its text, clauses and what broke them, findings, diagrams",
  })
  @TakesId("The integration's id.")
  @TakesQuery(documentQuery)
  @Answers("The document.", documentSchema)
  @Refuses({
    400: "Parameters that cannot be used, each named.",
    404: "There is no such integration, or its text is not stored.",
  })
  document(@Param("id") id: string, @Query(new ValidationPipe(documentQuery)) asked: DocumentQuery) {
    return this.queries.execute(new GetDocument(id, asked));
  }
}
