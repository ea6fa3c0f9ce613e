/** A record to be appended; records of one key keep their order, in one partition. */
export interface OutgoingRecord {
  /** The integration's id. */
  key: string;
  value: Buffer;
  headers: Readonly<Record<string, string>>;
}

/** A record as read back; members may be read out of the fetched bytes at each access. `value` is null for a tombstone. */
export interface IncomingRecord {
  offset: number;
  key: string | null;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
  appendedAtMs: number;
}

/** Appends to the observation stream; resolves once every record is durable. */
export interface RecordProducer {
  append(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** One partition while this process owns it. */
export interface OwnedPartition {
  topic: string;
  /** Tells a recreated topic from the old one. */
  topicId: string;
  partition: number;
  /** Aborted once the partition is lost, revoked or the consumer stops. */
  signal: AbortSignal;
  /** Lets lag be seen from outside: everything below `nextOffset` is judged and committed. Never the truth. */
  acknowledge(nextOffset: number): void;
  /** Gives the partition up, to be assigned anew (here or elsewhere) after `delayMs`; `reason` is logged. */
  surrender(reason: string, delayMs: number): void;
}

/** What a consumer of partitions does; every promise is awaited, and a rejection surrenders the partition. */
export interface PartitionHandler {
  /** A partition is ours: returns the offset to read from. */
  assigned(partition: OwnedPartition): Promise<number>;
  /** Records in offset order, never empty. The next batch comes when the promise resolves. */
  batch(partition: OwnedPartition, records: readonly IncomingRecord[]): Promise<void>;
  /** Caught up: no record has come for the poll interval. */
  idle(partition: OwnedPartition): Promise<void>;
  /** A partition is no longer ours. */
  revoked(partition: OwnedPartition): Promise<void>;
}

/** Reads the partitions that fall to this process; `close` stops taking, lets running handlers end, leaves the group. */
export interface PartitionConsumer {
  run(handler: PartitionHandler): Promise<void>;
  close(): Promise<void>;
  /** Records behind the end, by partition; for metrics and readiness. */
  lag(): Promise<ReadonlyMap<number, number>>;
}

/** One topic of observations: what the PostgreSQL and the Kafka adapter both are. */
export interface ObservationStream {
  readonly topic: string;
  producer(): Promise<RecordProducer>;
  consumer(group: string): PartitionConsumer;
  /** Creates the topic or table when missing. */
  ensure(): Promise<void>;
  close(): Promise<void>;
}

/** The log no longer holds the offset asked for, or the topic was recreated: the partition stops loudly. */
export class OffsetOutOfRange extends Error {
  constructor(
    readonly partition: number,
    readonly expected: number,
    readonly found: number,
  ) {
    super(
      `Partition ${partition} should continue at offset ${expected}, but the log gives ${found}. ` +
        "Records are missing: restore the topic from a backup.",
    );
  }
}
