/** The stream could not take or give records now; nothing was lost, and the same call may succeed later. */
export class StreamUnavailable extends Error {
  constructor(
    readonly topic: string,
    override readonly cause: unknown,
  ) {
    super(
      `The observation stream "${topic}" is not available: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

/** A record is larger than the stream takes; the same call never succeeds. */
export class RecordTooLarge extends Error {
  constructor(
    readonly bytes: number,
    readonly limitBytes: number,
  ) {
    super(`A record of ${bytes} bytes is larger than the stream's limit of ${limitBytes} bytes.`);
  }
}
