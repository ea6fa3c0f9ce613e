import type { DeadLetter } from "#event-store";
import { scrub, type Redactor } from "#observation";
import type { IncomingRecord, OwnedPartition } from "#stream";

const KEPT_BYTES = 64 * 1024;
/** How much is searched for credentials: what is kept comes from it, and a record may be larger by far. */
const READ_BYTES = 4 * KEPT_BYTES;

/** Why a record could not be judged. */
export interface Unreadable {
  reason: string;
  message: string;
}

/** A record as the dead-letter store keeps it: where it stood, why, and its bytes without credentials. */
export const toDeadLetter = (
  { topic, topicId, partition }: Pick<OwnedPartition, "topic" | "topicId" | "partition">,
  record: IncomingRecord,
  { reason, message }: Unreadable,
  redactor: Redactor,
): DeadLetter => {
  const text = record.value?.subarray(0, READ_BYTES).toString("utf8") ?? "";
  const bytes = Buffer.from(scrub(text, redactor)).subarray(0, KEPT_BYTES);
  return { topic, topicId, partition, offset: record.offset, reason, message, bytes };
};
