import { forecastReplay, replayDeadLetters, type ReplayFilter } from "#event-store";
import { explain, isUserError, Problem } from "#platform";
import { StreamUnavailable } from "#stream";
import type { ConsoleOptions } from "../console-options.ts";
import type { ReplayAnswer } from "./dead-letter-schemas.ts";

const RETRY_SECONDS = 5;

/** Appends dead letters to the stream again; a stream that takes none is a 503. */
export const replay = async (
  { pool, append }: Pick<ConsoleOptions, "pool" | "append">,
  filter: ReplayFilter,
): Promise<ReplayAnswer> => {
  const left = (await forecastReplay(pool, filter)).flatMap(({ reason, count, problem }) =>
    problem === undefined ? [] : [{ reason, count, problem }],
  );
  try {
    return { replayed: await replayDeadLetters(pool, filter, append), left };
  } catch (error) {
    if (!(error instanceof StreamUnavailable) && !isUserError(error)) throw error;
    throw new Problem(503, explain(error), {}, RETRY_SECONDS);
  }
};
