import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from "@nestjs/swagger";

/** Serves the OpenAPI 3.1 description of every documented route at `/api/openapi.json`. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion("3.1.0")
    .setTitle("Clausewatch")
    .setDescription(
      "Violations of integration specifications, each with the clause it breaks, and the records that could not be judged. " +
        "Errors are RFC 9457 problem details.",
    )
    .setVersion("1")
    .setLicense("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0")
    .build();
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get("/api/openapi.json", (_request, reply) => {
      document ??= SwaggerModule.createDocument(app, config);
      reply.header("content-type", "application/json; charset=utf-8").send(JSON.stringify(document));
    });
};
