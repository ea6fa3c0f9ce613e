import { z } from "zod";
import { VIOLATION_SEVERITIES } from "#read-models";
import { exercisedSchema } from "../exercise/exercise-schemas.ts";
import { text, time } from "../http/parameters.ts";

/** What `GET …/document` may be asked with. */
export const documentQuery = z
  .strictObject({
    environment: text.optional().describe("Violations of this environment alone."),
    from: time.describe("Violations with a sign of life at this time or later (event time, RFC 3339)."),
    to: time.optional().describe("Violations that opened before this time; absent: now."),
  })
  .refine(({ from, to }) => to === undefined || from < to, {
    path: ["to"],
    message: "a time after `from` is expected",
  });

const span = z.object({
  text: z.string(),
  voice: z.enum(["strong", "emphasis", "code"]).optional(),
  href: z.string().optional(),
});
const line = z.int().describe("From 1.");

const block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("heading"), line, level: z.int(), spans: z.array(span) }),
  z.object({
    kind: z.literal("prose"),
    line,
    spans: z.array(span),
    depth: z.int().optional().describe("How deep in lists."),
    marker: z.string().optional().describe("What an item of a list begins with."),
  }),
  z.object({ kind: z.literal("lines"), line, language: z.string(), lines: z.array(z.string()) }),
]);

const breaches = z.object({
  violations: z.int(),
  occurrences: z.int(),
  severity: z.enum(VIOLATION_SEVERITIES).describe("Of the gravest."),
  lastAt: z.iso.datetime(),
  parties: z.array(z.enum(["consumer", "provider"])),
  clients: z.array(z.string()).describe("At most five."),
  message: z.string().describe("Of the gravest, then latest."),
  latestId: z.string(),
});

const clause = z.object({
  kind: z.string(),
  path: z.string(),
  file: z.string(),
  line,
  text: z.string(),
  rules: z.array(z.object({ id: z.string(), title: z.string() })).describe("What enforces it."),
  reasonNot: z.string().optional().describe("Why no rule enforces it."),
  contradictedBy: z.object({ file: z.string(), line, text: z.string() }).optional(),
  exercised: exercisedSchema,
  breaches: breaches.optional(),
});

const row = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("arrow"),
    clause: z.string().describe("The path of its clause."),
    from: z.string(),
    to: z.string(),
    message: z.string(),
    arrow: z.enum(["sync", "reply", "async"]),
    lost: z.literal(true).optional(),
    both: z.literal(true).optional(),
  }),
  z.object({ kind: z.enum(["begin", "branch", "end"]), block: z.string() }),
]);

export const documentSchema = z.object({
  integration: z.string(),
  title: z.string(),
  revision: z.string(),
  activatedAt: z.iso.datetime(),
  files: z.array(z.object({ name: z.string(), blocks: z.array(block) })),
  sections: z
    .array(
      z.object({
        title: z.string(),
        number: z.string().optional(),
        file: z.string(),
        line,
        clauses: z.int().describe("How many of the clauses stand in it."),
      }),
    )
    .describe("Those that hold clauses, in document order; the clauses follow in the same order."),
  clauses: z.array(clause).describe("Every clause, in document order."),
  sequences: z.array(
    z.object({ file: z.string(), line, participants: z.array(z.string()), rows: z.array(row) }),
  ),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(["error", "warning", "info"]),
      file: z.string(),
      line,
      message: z.string(),
      suggestion: z.string().optional(),
    }),
  ),
});

export type DocumentQuery = z.output<typeof documentQuery>;
export type DocumentView = z.output<typeof documentSchema>;
