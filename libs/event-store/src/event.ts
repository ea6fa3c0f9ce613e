/** An event on its way into the store. */
export interface NewEvent {
  /** Deterministic, so that what is judged twice is appended once. */
  eventId: string;
  stream: string;
  type: string;
  /** Integration id, or whatever the stream belongs to. */
  source: string;
  /** Specification revision that judged it, where one did. */
  revision?: string;
  occurredAtMs: number;
  data: unknown;
}

/** An event as it stands in the store. */
export interface StoredEvent extends NewEvent {
  /** Gapless and in commit order; starts at 1. */
  position: number;
  /** 1..n within its stream. */
  version: number;
  recordedAtMs: number;
  /** Hex SHA-256 over the event and `previousHash`. */
  hash: string;
  previousHash: string;
}

/**
 * What of a record's value a dead letter still holds: all of it; all but its credentials, whose fingerprints stand for
 * them; or less, so that it cannot be replayed. `unknown`: kept before this was noted.
 */
export type KeptValue = "whole" | "redacted" | "incomplete" | "unknown";

/** A record that could not be read, with its origin and reason; holds no credential. */
export interface DeadLetter {
  topic: string;
  topicId: string;
  partition: number;
  offset: number;
  reason: string;
  message: string;
  /** JSON pointer to the member at fault, where it is one. */
  pointer?: string;
  /** Scrubbed of credentials, at most 64 KiB. */
  bytes: Buffer;
  kept: KeptValue;
  /** The record's key; null where it had none. */
  key: string | null;
  /** Those that say what the record is: CloudEvents attributes and the content type. */
  headers: Readonly<Record<string, string>>;
  /** The dead letter that this record replays, which then stays the only one. */
  replayOf?: number;
}

/** One partition of the observation stream, as a pipeline claims it. */
export interface ShardKey {
  pipeline: string;
  topic: string;
  partition: number;
}

/** A right to commit to a shard; void as soon as another claim takes a higher epoch. */
export interface Claim extends ShardKey {
  epoch: number;
  topicId: string;
  /** The next offset to judge: the truth, where Kafka's committed offset only shows lag. */
  nextOffset: number;
}
