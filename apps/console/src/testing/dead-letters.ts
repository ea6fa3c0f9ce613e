import type { Pool } from "pg";
import { claimShard, commitBatch, type DeadLetter } from "#event-store";

/** What a page would run if it took a record's text for HTML. */
export const SCRIPT = `{"x": "<img src=x onerror=alert(1)><script>alert(2)</script>"`;

const TOPIC = "clausewatch.observations";
const PLACE = { topic: TOPIC, topicId: "t-1", partition: 0 };

const letters: Omit<DeadLetter, "topic" | "topicId" | "partition" | "offset">[] = [
  {
    reason: "NOT_JSON",
    message: "Expected ',' or '}' at <b>position 58</b>",
    bytes: Buffer.from(SCRIPT),
    kept: "whole",
    key: "shop-parcels",
    headers: { "content-type": "application/cloudevents+json" },
  },
  {
    reason: "INVALID_EVENT",
    message: "data.method is missing; it must be a string",
    pointer: "/data/method",
    bytes: Buffer.from('{"authorization": "Bearer hmac:0123456789ab"}'),
    kept: "redacted",
    key: "shop-parcels",
    headers: {},
  },
  {
    reason: "UNKNOWN_INTEGRATION",
    message: 'No specification is active for the integration "letters".',
    bytes: Buffer.from('{"subject": "letters"}'),
    kept: "whole",
    key: "letters",
    headers: {},
  },
  {
    reason: "NOT_UTF8",
    message: "The record is no UTF-8 text.",
    bytes: Buffer.from([0xff, 0x00]),
    kept: "incomplete",
    key: null,
    headers: {},
  },
];

/** Stores four dead letters, recorded on 2 March 2024 a minute apart. */
export const storeDeadLetters = async (pool: Pool): Promise<void> => {
  const claim = await claimShard(pool, { pipeline: "monitor", ...PLACE }, PLACE.topicId, "test");
  const deadLetters = letters.map((letter, offset) => ({ ...PLACE, ...letter, offset }));
  await commitBatch(pool, claim, { from: 0, to: letters.length, events: [], deadLetters });
  await pool.query(
    "UPDATE dead_letter SET recorded_at = timestamptz '2024-03-02T10:00:00Z' + id * interval '1 minute'",
  );
};

/** What the monitor does when a replayed record fails again. */
export const failAgain = async (pool: Pool, id: number): Promise<void> => {
  const claim = await claimShard(pool, { pipeline: "monitor", ...PLACE }, PLACE.topicId, "test");
  const { nextOffset } = claim;
  const [letter] = letters;
  const again = { ...PLACE, ...letter!, offset: nextOffset, replayOf: id, message: "failed again" };
  await commitBatch(pool, claim, { from: nextOffset, to: nextOffset + 1, events: [], deadLetters: [again] });
};
