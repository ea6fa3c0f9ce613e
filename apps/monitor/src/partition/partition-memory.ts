import { DeadLetterShare } from "../records/dead-letter-share.ts";

/** What outlives a partition's session when its state has to be built anew. */
export class PartitionMemory {
  /** Why a check failed on a record, by the record's offset; such a record is never given to the checks again. */
  readonly faults = new Map<number, string>();
  readonly share: DeadLetterShare;

  constructor(partition: number, percent: number) {
    this.share = new DeadLetterShare(partition, percent);
  }
}
