import kafkajs from "kafkajs";
import { ByteReader } from "./byte-reader.ts";
import { FetchedRecord, type BatchContext } from "./fetched-record.ts";

const HEADER_BYTES = 61;
const LENGTH_AT = 8;
const MAGIC_AT = 16;
const MAGIC = 2;

const CODEC = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

const decompressed = (bytes: Buffer, codec: number): Promise<Buffer> => {
  const known = kafkajs.CompressionCodecs as Readonly<
    Record<number, (() => { decompress(bytes: Buffer): Promise<Buffer> }) | undefined>
  >;
  const create = known[codec];
  if (!create) throw new Error(`A batch is compressed with codec ${codec}, which is unknown here.`);
  return create().decompress(bytes);
};

/** Reads the records of one batch, which stands at the reader, onto `records`. */
const decodeBatch = async (reader: ByteReader, end: number, records: FetchedRecord[]): Promise<void> => {
  const firstOffset = reader.int64();
  reader.at += 13;
  const attributes = reader.int16();
  reader.at += 4;
  const firstMs = reader.int64();
  const lastMs = reader.int64();
  const context: BatchContext = {
    producerId: reader.int64Text(),
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
  };
  reader.at += 6;
  const count = reader.int32();
  const codec = attributes & CODEC;
  const body =
    codec === 0 ? reader : new ByteReader(await decompressed(reader.bytes.subarray(reader.at, end), codec));
  const bodyEnd = codec === 0 ? end : body.bytes.length;
  const isControl = (attributes & CONTROL) !== 0;
  for (let index = 0; index < count; index++) {
    const length = body.varint();
    const next = body.at + length;
    if (!(length > 0 && next <= bodyEnd))
      throw new Error(`The batch at offset ${firstOffset} is damaged: a record reaches beyond its end.`);
    body.at++;
    const appendedAtMs = firstMs + body.varint();
    const offset = firstOffset + body.varint();
    const atMs = (attributes & LOG_APPEND_TIME) === 0 ? appendedAtMs : lastMs;
    records.push(new FetchedRecord(body.bytes, offset, atMs, body.at, isControl, context));
    body.at = next;
  }
};

/**
 * Reads the records of whole batches between two places; a last batch that was cut off is left. Undefined where there
 * are batches of a format before Kafka 0.11. Rejects on damaged bytes and on an unknown codec.
 */
export const decodeBatches = async (
  bytes: Buffer,
  start: number,
  end: number,
): Promise<FetchedRecord[] | undefined> => {
  const records: FetchedRecord[] = [];
  for (let at = start; at + HEADER_BYTES <= end;) {
    if (bytes[at + MAGIC_AT] !== MAGIC) return undefined;
    const next = at + LENGTH_AT + 4 + bytes.readInt32BE(at + LENGTH_AT);
    if (next > end) break;
    if (next < at + HEADER_BYTES) throw new Error("A batch is shorter than its header.");
    await decodeBatch(new ByteReader(bytes, at), next, records);
    at = next;
  }
  return records;
};
