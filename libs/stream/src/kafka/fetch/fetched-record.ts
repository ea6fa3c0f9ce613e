import type { IncomingRecord } from "../../stream.ts";
import { ByteReader } from "./byte-reader.ts";

/** What the records of one batch share; kafkajs reads it to pass over aborted transactions. */
export interface BatchContext {
  producerId: string;
  inTransaction: boolean;
  /** The headers read last, and where they stand in the batch's bytes: those of the next record are often the same. */
  lastHeaders?: { start: number; end: number; headers: Readonly<Record<string, string>> };
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

/**
 * A record that still lies in the bytes of its fetch: key, value and headers are read out when they are asked for, so
 * that what waits to be judged is one small object a record.
 */
export class FetchedRecord implements IncomingRecord {
  constructor(
    private readonly bytes: Buffer,
    readonly offset: number,
    readonly appendedAtMs: number,
    /** Where the key's length stands; value and headers follow. */
    private readonly keyAt: number,
    readonly isControlRecord: boolean,
    readonly batchContext: BatchContext,
  ) {}

  get key(): string | null {
    const reader = new ByteReader(this.bytes, this.keyAt);
    const length = reader.varint();
    return length < 0 ? null : this.bytes.toString("utf8", reader.at, reader.at + length);
  }

  get value(): Buffer | null {
    const reader = this.fromValue();
    const length = reader.varint();
    return length < 0 ? null : this.bytes.subarray(reader.at, reader.at + length);
  }

  get headers(): Readonly<Record<string, string>> {
    const reader = this.fromValue();
    reader.skipField();
    const start = reader.at;
    const { lastHeaders } = this.batchContext;
    if (lastHeaders && this.repeats(lastHeaders.start, lastHeaders.end, start)) return lastHeaders.headers;
    const headers = this.readHeaders(reader);
    this.batchContext.lastHeaders = { start, end: reader.at, headers };
    return headers;
  }

  /** Headers begin with their count, and each text with its length: where the bytes are the same, they end alike. */
  private repeats(start: number, end: number, at: number): boolean {
    const { bytes } = this;
    for (let index = start, other = at; index < end; index++, other++)
      if (bytes[index] !== bytes[other]) return false;
    return true;
  }

  private readHeaders(reader: ByteReader): Readonly<Record<string, string>> {
    const count = reader.varint();
    if (count <= 0) return NO_HEADERS;
    const headers: Record<string, string> = {};
    for (let index = 0; index < count; index++) {
      const name = this.text(reader);
      const value = this.text(reader);
      if (name !== undefined && value !== undefined) headers[name] = value;
    }
    return headers;
  }

  private fromValue(): ByteReader {
    const reader = new ByteReader(this.bytes, this.keyAt);
    reader.skipField();
    return reader;
  }

  private text(reader: ByteReader): string | undefined {
    const length = reader.varint();
    if (length < 0) return undefined;
    reader.at += length;
    return this.bytes.toString("utf8", reader.at - length, reader.at);
  }
}
