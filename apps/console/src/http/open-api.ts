import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from "@nestjs/swagger";
import { NAMED_SCHEMAS } from "./describe.ts";

const CONFIG = new DocumentBuilder()
  .setOpenAPIVersion("3.1.0")
  .setTitle("Clausewatch")
  .setDescription(
    "Violations of integration specifications, each with the clause it breaks, and the records that could not be judged. " +
      "Errors are RFC 9457 problem details.",
  )
  .setVersion("1")
  .setLicense("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0")
  .build();

const describe = (app: NestFastifyApplication): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, CONFIG);
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, ...NAMED_SCHEMAS } },
  };
};

/** Serves the OpenAPI 3.1 description of every documented route at `/api/openapi.json`. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get("/api/openapi.json", (_request, reply) => {
      document ??= describe(app);
      reply.header("content-type", "application/json; charset=utf-8").send(JSON.stringify(document));
    });
};
