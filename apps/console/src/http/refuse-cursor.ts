import { Problem } from "#platform";
import { InvalidCursor } from "#read-models";

/** A cursor that no page has handed out as a 400 that names the parameter; any other error as it is. */
export const refuseCursor = (error: unknown): unknown =>
  error instanceof InvalidCursor
    ? new Problem(400, error.message, { errors: [{ parameter: "cursor", message: error.message }] })
    : error;
