import { z } from "zod";
import { text, time } from "../http/parameters.ts";

const names = {
  environment: text.optional(),
  from: time.optional().describe("Begin (RFC 3339); 7 days before the end where absent."),
  to: time.optional().describe("End, exclusive (RFC 3339); until when was measured where absent."),
};
const format = z
  .enum(["json", "csv"])
  .optional()
  .describe("As the `Accept` header says where absent: `text/csv` or JSON.");

/** Of which environment, and when. */
export const exerciseQuery = z.strictObject({ ...names, format });

/** The same, of what has no table. */
export const sequenceQuery = z.strictObject(names);

export type ExerciseQuery = z.output<typeof exerciseQuery>;
export type SequenceQuery = z.output<typeof sequenceQuery>;
