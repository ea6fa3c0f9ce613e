import { z } from "zod";
import { CLAUSE_STATES } from "#checks";
import { exercisedSchema, told, violatedSchema } from "../exercise/exercise-schemas.ts";

const count = z.int().min(0);

/** One integration with what judges it and what is open. */
export const integrationSchema = z.object({
  id: z.string(),
  title: z.string(),
  revision: z.string().describe("The revision that judges its traffic."),
  activatedAt: z.iso.datetime(),
  environments: z.array(z.string()).describe("Those that the specification names, in document order."),
  open: z.object({ info: count, warning: count, error: count, critical: count }).describe("Open violations."),
  clauses: z
    .object({
      total: count,
      enforced: count,
      share: z.number().min(0).max(1).nullable().describe("Enforced of all; null without clauses."),
    })
    .optional()
    .describe("Absent when the revision's text is not stored."),
});

export const integrationListSchema = z.object({ items: z.array(integrationSchema) });

export const clauseListSchema = z.object({
  ...told,
  total: count,
  enforced: count,
  share: z.number().min(0).max(1).nullable(),
  states: z.record(z.enum(CLAUSE_STATES), count).describe("How many clauses are in which state."),
  items: z
    .array(
      z.object({
        kind: z.string(),
        path: z.string(),
        file: z.string(),
        line: z.int(),
        column: z.int(),
        text: z.string(),
        enforcedBy: z.array(z.string()).describe("Rule ids; none: not enforced."),
        reasonNot: z.string().optional().describe("Why no rule enforces it."),
        exercised: exercisedSchema,
        violated: violatedSchema,
      }),
    )
    .describe("Every clause, in document order."),
});

export const specificationSchema = z.object({
  integration: z.string(),
  revision: z.string(),
  title: z.string(),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
});

/** Which revision's text; the active one unless told. */
export const specificationQuery = z.strictObject({
  revision: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "`sha256:` and 64 hex digits are expected")
    .optional()
    .describe("Another revision than the active one."),
});

export type IntegrationView = z.output<typeof integrationSchema>;
export type ClauseList = z.output<typeof clauseListSchema>;
export type SpecificationText = z.output<typeof specificationSchema>;
export type SpecificationQuery = z.output<typeof specificationQuery>;
