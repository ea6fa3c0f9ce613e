import type { Queryable } from "../database.ts";
import { BEGIN_REPLAYS, END_REPLAYS } from "../sql/dead-letter/mark-replays.ts";
import { listDeadLetters, type DeadLetterFilter, type StoredDeadLetter } from "./list-dead-letters.ts";

const BATCH = 100;

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

/**
 * Hands the letters that can be replayed to `append`, in the order of their recording, and marks them once that
 * resolves; returns how many. Where it ends between the two, the next call hands the same letters out again.
 */
export const replayDeadLetters = async (
  database: Queryable,
  filter: Pick<DeadLetterFilter, "reason" | "partition">,
  append: (letters: readonly StoredDeadLetter[]) => Promise<void>,
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
    await append(fit);
    await database.query(END_REPLAYS, [ids]);
    replayed += fit.length;
  }
};
