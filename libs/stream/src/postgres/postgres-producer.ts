import type { Pool } from "pg";
import { RecordTooLarge, StreamUnavailable } from "../stream-unavailable.ts";
import type { OutgoingRecord, RecordProducer } from "../stream.ts";
import { partitionOf } from "./partition-of.ts";
import { APPEND_RECORDS } from "./sql/append-records.ts";
import { READ_TOPIC } from "./sql/read-topic.ts";

const MAX_RECORD_BYTES = 3 * 1024 * 1024;
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_RECORDS = 5000;

interface Append {
  records: readonly OutgoingRecord[];
  bytes: number;
  resolve(): void;
  reject(error: Error): void;
}

const encode = (records: readonly OutgoingRecord[], partitions: number): [meta: string, payload: Buffer] => {
  let start = 0;
  const meta = records.map(({ key, value, headers }, n) => {
    const row = {
      n,
      partition: partitionOf(key, partitions),
      key: key.replace(/\p{Surrogate}|\u0000/gu, "\ufffd"),
      headers: JSON.stringify(headers),
      start,
      size: value.length,
    };
    start += value.length;
    return row;
  });
  return [JSON.stringify(meta), Buffer.concat(records.map(({ value }) => value))];
};

/**
 * Appends in one transaction a call, whole or not at all; calls that arrive while one is under way are written together.
 * What rejects with an unknown outcome (a lost connection) may have been written, like a repeated event anywhere.
 */
export const createPostgresProducer = (pool: Pool, topic: string): RecordProducer => {
  const waiting: Append[] = [];
  let sending: Promise<void> | undefined;
  let closed = false;
  let partitions: number | undefined;

  const countPartitions = async (): Promise<number> => {
    const { rows } = await pool.query<{ partitions: number }>(READ_TOPIC, [topic]);
    if (!rows[0]) throw new Error("the topic does not exist");
    return rows[0].partitions;
  };

  const send = async (appends: readonly Append[]): Promise<void> => {
    try {
      const records = appends.flatMap((append) => append.records);
      partitions ??= await countPartitions();
      const [meta, payload] = encode(records, partitions);
      const text = { name: "append_observations", text: APPEND_RECORDS, values: [topic, meta, payload] };
      const { rows } = await pool.query<{ appended: boolean }>(text);
      if (!rows[0]?.appended) throw new Error("the topic does not exist");
      for (const { resolve } of appends) resolve();
    } catch (error) {
      partitions = undefined;
      for (const { reject } of appends) reject(new StreamUnavailable(topic, error));
    }
  };

  const take = (): Append[] => {
    let bytes = 0;
    let count = 0;
    const full = waiting.findIndex((append, index) => {
      bytes += append.bytes;
      count += append.records.length;
      return index > 0 && (bytes > BATCH_BYTES || count > BATCH_RECORDS);
    });
    return waiting.splice(0, full === -1 ? waiting.length : full);
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await send(take());
    sending = undefined;
  };

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        const largest = records.reduce((most, { value }) => Math.max(most, value.length), 0);
        if (largest > MAX_RECORD_BYTES) return reject(new RecordTooLarge(largest, MAX_RECORD_BYTES));
        if (closed) return reject(new StreamUnavailable(topic, "the producer is closed"));
        if (records.length === 0) return resolve();
        const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
        waiting.push({ records, bytes, resolve, reject });
        sending ??= drain();
      }),
    close: async () => {
      closed = true;
      await sending;
    },
  };
};
