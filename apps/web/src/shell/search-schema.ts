import * as z from "zod/mini";

/** A text in the URL; what is no text, or empty, is as if it were not there. */
export const words = z.catch(z.optional(z.string().check(z.minLength(1), z.maxLength(500))), undefined);

/** One of several values in the URL; another is as if it were not there. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.catch(z.optional(z.enum(values)), undefined);
