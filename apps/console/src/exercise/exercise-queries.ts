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

/** Of which client and limit, and when. */
export const limitSeriesQuery = z.strictObject({
  ...names,
  environment: text.optional().describe("Absent: of the traffic that names none."),
  clause: text.describe("The path of the limit's clause."),
  client: text.optional().describe("Absent: of the calls of which nobody could tell whose they are."),
  format,
});

export type ExerciseQuery = z.output<typeof exerciseQuery>;
export type SequenceQuery = z.output<typeof sequenceQuery>;
export type LimitSeriesQuery = z.output<typeof limitSeriesQuery>;
