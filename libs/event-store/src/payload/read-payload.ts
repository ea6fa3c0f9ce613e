import { type Queryable, storable } from "../database.ts";
import { READ_PAYLOAD, READ_SUBJECT_PAYLOADS } from "../sql/payload/read-payloads.ts";
import type { PayloadPart, StoredPayload, Subject } from "./payload.ts";

interface Row {
  event_id: string;
  part: PayloadPart;
  integration: string;
  subject: string;
  bytes: Buffer;
  occurred_at_ms: string;
}

const toPayload = ({ event_id, occurred_at_ms, ...row }: Row): StoredPayload => ({
  ...row,
  eventId: event_id,
  occurredAtMs: Number(occurred_at_ms),
});

/** One side's payload of a stored attempt; undefined where none was kept, or it has expired or been erased. */
export const readPayload = async (
  database: Queryable,
  { eventId, part }: Pick<StoredPayload, "eventId" | "part">,
): Promise<StoredPayload | undefined> => {
  const { rows } = await database.query<Row>(READ_PAYLOAD, [storable(eventId), part]);
  return rows[0] && toPayload(rows[0]);
};

/** A subject's payloads behind one of them, in the order in which they occurred. */
export const readSubjectPayloads = async (
  database: Queryable,
  { integration, subject }: Subject,
  after: Pick<StoredPayload, "occurredAtMs" | "eventId" | "part"> | undefined,
  limit: number,
): Promise<StoredPayload[]> => {
  const { rows } = await database.query<Row>(READ_SUBJECT_PAYLOADS, [
    storable(integration),
    storable(subject),
    after?.occurredAtMs ?? Number.MIN_SAFE_INTEGER / 1000,
    after?.eventId ?? "",
    after?.part ?? "",
    limit,
  ]);
  return rows.map(toPayload);
};
