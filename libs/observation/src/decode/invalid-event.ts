import type { Rejection, RejectionReason } from "../observation.ts";

/** Thrown inside decoding, and turned into a rejection where decoding began. */
export class InvalidEvent extends Error {
  constructor(
    readonly reason: RejectionReason,
    message: string,
    readonly pointer?: string,
  ) {
    super(message);
  }

  rejection(): Rejection {
    const { reason, message, pointer } = this;
    return pointer === undefined
      ? { type: "rejection", reason, message }
      : { type: "rejection", reason, message, pointer };
  }
}

/** The member at `pointer` (a JSON pointer into the event) breaks the contract; `problem` continues its name. */
export const invalid = (pointer: string, problem: string): InvalidEvent =>
  new InvalidEvent("INVALID_EVENT", `${pointer.slice(1).replaceAll("/", ".")} ${problem}`, pointer);
