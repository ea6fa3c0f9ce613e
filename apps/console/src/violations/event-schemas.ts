import { z } from "zod";

const message = z.object({
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  body: z.string().optional().describe("Redacted; JSON with a value a line."),
  notKept: z.string().optional().describe("Why there is no body, or not all of it."),
});

const eventSchema = z.object({
  id: z.string(),
  notKept: z.string().optional().describe("Why nothing is known of it but its id."),
  title: z.string().optional().describe("Method and address, or who sent what to whom."),
  time: z.string().optional(),
  status: z.int().optional(),
  failure: z.string().optional(),
  durationMs: z.number().optional(),
  traceId: z.string().optional(),
  position: z.string().optional().describe("Where it stands in the log: partition and offset."),
  request: message.optional(),
  response: message.optional(),
  curl: z
    .string()
    .optional()
    .describe("Sends it again; credentials are the fingerprints that stand for them."),
  whole: z.string().optional().describe("The event as it was captured, redacted."),
  delivery: z.object({ id: z.string(), attemptId: z.string() }).optional(),
});

/** The events that caused a violation, as far as they are kept. */
export const causesSchema = z.object({
  items: z.array(eventSchema).describe("In the order of `eventIds`."),
  trace: z
    .array(z.object({ id: z.string(), time: z.string(), title: z.string(), failed: z.boolean() }))
    .describe("The interactions of the same trace that the stream still holds, oldest first."),
});

export type Causes = z.output<typeof causesSchema>;
export type CausingEvent = z.output<typeof eventSchema>;
export type CausingMessage = z.output<typeof message>;
