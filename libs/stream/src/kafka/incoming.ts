import type { KafkaMessage } from "kafkajs";
import type { IncomingRecord } from "../stream.ts";
import { FetchedRecord } from "./fetch/fetched-record.ts";

const headersOf = (headers: KafkaMessage["headers"]): Readonly<Record<string, string>> => {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last) texts[name] = last.toString();
  }
  return texts;
};

/** A kafkajs message in the port's terms; of a repeated header the last value counts. */
export const toIncoming = (message: KafkaMessage | FetchedRecord): IncomingRecord => {
  if (message instanceof FetchedRecord) return message;
  const { offset, key, value, headers, timestamp } = message;
  return {
    offset: Number(offset),
    key: key?.toString() ?? null,
    value,
    headers: headersOf(headers),
    appendedAtMs: Number(timestamp),
  };
};
