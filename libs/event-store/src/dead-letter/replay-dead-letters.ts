import type { Queryable } from "../database.ts";
import { BEGIN_REPLAYS, END_REPLAYS } from "../sql/dead-letter/mark-replays.ts";
import {
  countDeadLetters,
  listDeadLetters,
  type DeadLetterFilter,
  type StoredDeadLetter,
} from "./list-dead-letters.ts";

const BATCH = 100;

/** Names the dead letter that a record replays, in its header. */
export const REPLAY_HEADER = "clausewatch_dead_letter";

/** Which dead letters are to be replayed: of these, those that were not replayed yet, or in vain. */
export type ReplayFilter = Omit<DeadLetterFilter, "pending">;

/** A dead letter as the record it was, to be appended to the stream again. */
export interface ReplayRecord {
  key: string;
  value: Buffer;
  headers: Record<string, string>;
}

/** Why a dead letter cannot be appended again as the record it was; undefined where it can. */
export const unreplayable = ({
  kept,
  keyless,
}: {
  kept: StoredDeadLetter["kept"];
  keyless: boolean;
}): string | undefined => {
  if (kept === "incomplete") return "only a part of the record was kept";
  if (kept === "unknown") return "it was kept by an earlier version, without its key";
  return keyless ? "the record had no key" : undefined;
};

/** Dead letters of one reason that are alike to a replay. */
export interface ReplayForecast {
  reason: string;
  count: number;
  /** Fingerprints stand for the credentials that they held. */
  isRedacted: boolean;
  /** Why they cannot be replayed; absent where they can. */
  problem?: string;
}

/** What a replay would do, by reason. */
export const forecastReplay = async (database: Queryable, filter: ReplayFilter): Promise<ReplayForecast[]> =>
  (await countDeadLetters(database, { ...filter, pending: true })).map(
    ({ reason, kept, keyless, count }) => ({
      reason,
      count,
      isRedacted: kept === "redacted",
      problem: unreplayable({ kept, keyless }),
    }),
  );

const recordOf = ({ id, key, bytes, headers }: StoredDeadLetter): ReplayRecord[] =>
  key === null ? [] : [{ key, value: bytes, headers: { ...headers, [REPLAY_HEADER]: String(id) } }];

/**
 * Hands the letters that can be replayed to `append` as records, in the order of their recording, and marks them once
 * that resolves; returns how many. Where it ends between the two, the next call hands the same letters out again.
 */
export const replayDeadLetters = async (
  database: Queryable,
  filter: ReplayFilter,
  append: (records: readonly ReplayRecord[]) => Promise<void>,
): Promise<number> => {
  let replayed = 0;
  for (let afterId = 0; ;) {
    const letters = await listDeadLetters(database, { ...filter, pending: true }, afterId, BATCH);
    if (letters.length === 0) return replayed;
    afterId = letters.at(-1)!.id;
    const fit = letters.filter(
      ({ kept, key }) => unreplayable({ kept, keyless: key === null }) === undefined,
    );
    const ids = fit.map(({ id }) => id);
    await database.query(BEGIN_REPLAYS, [ids]);
    await append(fit.flatMap(recordOf));
    await database.query(END_REPLAYS, [ids]);
    replayed += fit.length;
  }
};
