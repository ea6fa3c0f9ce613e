import type { RejectionReason } from "#observation";
import { Problem } from "#platform";

/** Why a request is refused, in a word for programs and metrics. */
export type RefusalReason =
  | RejectionReason
  | "ABORTED"
  | "BUSY"
  | "DISK_FULL"
  | "FOREIGN_INTEGRATION"
  | "MALFORMED"
  | "STREAM_UNAVAILABLE"
  | "TOO_MANY"
  | "UNKNOWN_INTEGRATION"
  | "UNSUPPORTED_MEDIA_TYPE";

/** Where a request is wrong: the event, from 0, and a JSON pointer into it. */
export interface RefusalPlace {
  index?: number;
  pointer?: string;
}

/** A request that is refused as a whole. */
export class Refusal extends Problem {
  constructor(
    status: number,
    readonly reason: RefusalReason,
    detail: string,
    place: RefusalPlace = {},
    retryAfterSeconds?: number,
  ) {
    super(status, detail, { ...place, reason }, retryAfterSeconds);
  }
}
