import type { KafkaMessage } from "kafkajs";
import type { IncomingRecord } from "../stream.ts";

const NO_HEADERS: Readonly<Record<string, string>> = {};

const headersOf = (headers: KafkaMessage["headers"]): Readonly<Record<string, string>> => {
  if (!headers) return NO_HEADERS;
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
};

/** A kafkajs message in the port's terms; of a repeated header the last value counts. */
export const toIncoming = ({ offset, key, value, headers, timestamp }: KafkaMessage): IncomingRecord => ({
  offset: Number(offset),
  key: key?.toString() ?? null,
  value,
  headers: headersOf(headers),
  appendedAtMs: Number(timestamp),
});
