import type { Queryable } from "../database.ts";
import type { ShardKey } from "../event.ts";
import { READ_SKIPPED_RECORDS } from "../sql/dead-letter/read-skipped-records.ts";

/** Offsets of the records on which a check failed: every fold of the log passes them over, until they are replayed. */
export const readSkippedRecords = async (
  database: Queryable,
  { topic, partition }: Pick<ShardKey, "topic" | "partition">,
  topicId: string,
): Promise<number[]> => {
  const { rows } = await database.query<{ record_offset: string }>(READ_SKIPPED_RECORDS, [
    topicId,
    topic,
    partition,
  ]);
  return rows.map(({ record_offset }) => Number(record_offset));
};
