import { REPLAY_HEADER, type DeadLetter, type KeptValue } from "#event-store";
import { scrub, type Redactor } from "#observation";
import { utf8 } from "#platform";
import type { IncomingRecord, OwnedPartition } from "#stream";

const KEPT_BYTES = 64 * 1024;
/** How much is searched for credentials: what is kept comes from it, and a record may be larger by far. */
const READ_BYTES = 4 * KEPT_BYTES;
/** Bodies as bytes are left out when a text is scrubbed, so that it says less than it said. */
const BODY_BYTES = /bodyBase64\\{0,3}"\s*:\s*\\{0,3}"[A-Za-z0-9+/=_-]/;
const DESCRIBING = /^(?:content-type|ce_[a-z0-9]{1,20})$/;

/** Why a record could not be judged. */
export interface Unreadable {
  reason: string;
  message: string;
  /** JSON pointer to the member at fault, where it is one. */
  pointer?: string;
}

const keptOf = (value: Buffer | null, text: string, scrubbed: string): KeptValue => {
  if (value === null || value.length > READ_BYTES || Buffer.byteLength(scrubbed) > KEPT_BYTES)
    return "incomplete";
  if (utf8(value) === undefined || BODY_BYTES.test(text)) return "incomplete";
  return scrubbed === text ? "whole" : "redacted";
};

const describing = (headers: IncomingRecord["headers"], redactor: Redactor): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => DESCRIBING.test(name))
      .map(([name, text]) => [name, scrub(text, redactor)]),
  );

const replayOf = ({ headers }: Pick<IncomingRecord, "headers">): number | undefined => {
  const id = Number(headers[REPLAY_HEADER]);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
};

/** A record as the dead-letter store keeps it: where it stood, why, and its bytes without credentials. */
export const toDeadLetter = (
  { topic, topicId, partition }: Pick<OwnedPartition, "topic" | "topicId" | "partition">,
  record: IncomingRecord,
  { reason, message, pointer }: Unreadable,
  redactor: Redactor,
): DeadLetter => {
  const { value, headers, key, offset } = record;
  const text = value?.subarray(0, READ_BYTES).toString("utf8") ?? "";
  const scrubbed = scrub(text, redactor);
  return {
    topic,
    topicId,
    partition,
    offset,
    reason,
    message,
    pointer,
    bytes: Buffer.from(scrubbed).subarray(0, KEPT_BYTES),
    kept: keptOf(value, text, scrubbed),
    key,
    headers: describing(headers, redactor),
    replayOf: replayOf(record),
  };
};
