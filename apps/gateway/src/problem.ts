/** Details of a problem beyond RFC 9457's own members. */
export interface ProblemDetails {
  /** Which event of the request, from 0. */
  index?: number;
  /** JSON pointer into that event. */
  pointer?: string;
  reason?: string;
}

/** A request that is refused, as the client reads it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly details: ProblemDetails = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}
