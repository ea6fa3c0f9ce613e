import { applyDecorators } from "@nestjs/common";
import { ApiBody, ApiParam, ApiQuery, ApiResponse } from "@nestjs/swagger";
import { z } from "zod";

type OpenApiSchema = NonNullable<
  Parameters<typeof ApiBody>[0]["schema" & keyof Parameters<typeof ApiBody>[0]]
>;

/** Schemas that refer to themselves, by the `id` that they carry; the description holds them as components. */
export const NAMED_SCHEMAS: Record<string, OpenApiSchema> = {};

const openApi = (schema: z.ZodType, io: "input" | "output"): OpenApiSchema => {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
  const described = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Record<
    string,
    unknown
  >;
  Object.assign(NAMED_SCHEMAS, described["$defs"]);
  delete described["$defs"];
  delete described["$schema"];
  return described as OpenApiSchema;
};

/** The body of a problem response. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What is wrong and what to do, for people."),
    errors: z
      .array(z.object({ parameter: z.string(), message: z.string() }))
      .optional()
      .describe("Every parameter that cannot be used."),
  })
  .describe("RFC 9457 problem details.");

/** Describes a successful answer. */
export const Answers = (description: string, schema: z.ZodType, status = 200): MethodDecorator =>
  ApiResponse({
    status,
    description,
    content: { "application/json": { schema: openApi(schema, "output") } },
  });

/** Describes a successful answer that comes as JSON or CSV. */
export const AnswersSeries = (description: string, schema: z.ZodType): MethodDecorator =>
  ApiResponse({
    status: 200,
    description,
    content: {
      "application/json": { schema: openApi(schema, "output") },
      "text/csv": { schema: { type: "string" } },
    },
  });

/** Describes an export that comes line by line as NDJSON or CSV. */
export const AnswersExport = (description: string): MethodDecorator =>
  ApiResponse({
    status: 200,
    description,
    content: {
      "application/x-ndjson": { schema: { type: "string" } },
      "text/csv": { schema: { type: "string" } },
    },
  });

/** Describes refusals by their status. */
export const Refuses = (statuses: Readonly<Record<number, string>>): MethodDecorator =>
  applyDecorators(
    ...Object.entries(statuses).map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description,
        content: { "application/problem+json": { schema: openApi(problem, "output") } },
      }),
    ),
  );

/** Describes the query parameters that an object schema allows. */
export const TakesQuery = (schema: z.ZodObject): MethodDecorator =>
  applyDecorators(
    ...Object.entries(schema.shape).map(([name, member]) =>
      ApiQuery({
        name,
        required: !(member as z.ZodType).safeParse(undefined).success,
        description: (member as z.ZodType).description,
        schema: openApi(member as z.ZodType, "input"),
      }),
    ),
  );

/** Describes a JSON body. */
export const TakesBody = (schema: z.ZodType): MethodDecorator =>
  ApiBody({ required: false, schema: openApi(schema, "input") });

/** Describes the path's `id`. */
export const TakesId = (description: string): MethodDecorator =>
  ApiParam({ name: "id", description, schema: { type: "string" } });
