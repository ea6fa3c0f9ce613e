import { z } from "zod";

/** A text in a query. */
export const text = z.string().min(1, "a text is expected").max(500, "at most 500 characters are expected");

/** A time in a query or a body. */
export const time = z.iso
  .datetime({ offset: true, error: "a time such as 2024-01-15T10:30:00Z is expected" })
  .transform((value) => new Date(value));

/** How many rows a page holds. */
export const limit = z
  .string()
  .regex(/^\d{1,3}$/, "a number from 1 to 200 is expected")
  .transform(Number)
  .pipe(z.int().min(1, "at least 1 is expected").max(200, "at most 200 is expected"))
  .default(50)
  .describe("Rows a page, 1 to 200.");

/** Where a page begins. */
export const cursor = text.optional().describe("The `nextCursor` of the page before.");

/** A calendar month in UTC; gives its first instant. */
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2024-01 is expected")
  .transform((value) => new Date(`${value}-01T00:00:00.000Z`));
