/** A mistake of the person who runs the program: shown as one line with a hint, never with a stack. Exit status 2. */
export class UserError extends Error {
  readonly exitStatus = 2;

  constructor(
    message: string,
    /** What to do about it, as a sentence. */
    readonly hint?: string,
  ) {
    super(message);
    this.name = "UserError";
  }
}

/** Whether an error is a user's mistake, also when it was thrown by another copy of this module. */
export const isUserError = (error: unknown): error is UserError =>
  error instanceof Error && error.name === "UserError" && "exitStatus" in error;

/** An error's message; of an error that gathers several (as when every address of a host refuses), all of them. */
export const messageOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return String(error);
  const { message, errors } = error as { message?: unknown; errors?: unknown };
  if (typeof message === "string" && message !== "") return message;
  return Array.isArray(errors) ? [...new Set(errors.map(messageOf))].join("; ") : String(error);
};

/** The one line a person sees: message and hint of a user's mistake, the bare message of anything else. */
export const explain = (error: unknown): string =>
  isUserError(error) && error.hint ? `${error.message} ${error.hint}` : messageOf(error);
