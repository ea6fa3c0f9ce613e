import { z } from "zod";
import { text } from "../http/parameters.ts";

const named = {
  integration: text,
  object: text.describe("The object's id as payloads write it, or the id of a webhook's event."),
  type: text.optional().describe("The object's type, where several share an id."),
};

/** Which object is asked about. */
export const subjectQuery = z.strictObject(named);

/** What a command on an object is given with. */
export const subjectBody = z.strictObject({
  ...named,
  reason: z
    .string()
    .min(1, "a text is expected")
    .max(2_000, "at most 2,000 characters are expected")
    .optional(),
});

/** Each part of an object's traces: one a type and a key of fingerprints. */
export const subjectListSchema = z.object({
  items: z.array(
    z.object({
      subject: z.string().describe("Its keyed fingerprint."),
      type: z.string(),
      attempts: z.int(),
      payloads: z.int(),
      heldAt: z.iso.datetime().optional(),
      erasedAt: z.iso.datetime().optional(),
    }),
  ),
});

export const erasureSchema = z.object({
  payloads: z.int().describe("How many were destroyed with their key."),
  keptInLog: z
    .string()
    .optional()
    .describe("Why the database's write-ahead log may still hold the key, wrapped; absent: it does not."),
});

export type SubjectQuery = z.output<typeof subjectQuery>;
export type SubjectBody = z.output<typeof subjectBody>;
export type SubjectList = z.output<typeof subjectListSchema>;
export type ErasureView = z.output<typeof erasureSchema>;
