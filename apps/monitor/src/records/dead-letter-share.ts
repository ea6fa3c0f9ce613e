const WINDOW_RECORDS = 1000;
const MOST = 0.05;

/** Traffic of integrations that nobody specified here is no sign that records cannot be read. */
const FOREIGN = "UNKNOWN_INTEGRATION";

/** So many records could not be read that going on would lose a log whose form has changed. */
export class TooManyDeadLetters extends Error {
  constructor(partition: number, dead: number, records: number) {
    super(
      `Partition ${partition} stops: ${dead} of its last ${records} records could not be read, more than 5 %. ` +
        "See the dead letters for the reason; the partition is taken up again when the monitor is restarted.",
    );
  }
}

/** Counts dead letters among the records of a partition, in windows of at least a thousand. */
export class DeadLetterShare {
  private records = 0;
  private dead = 0;

  constructor(private readonly partition: number) {}

  /** Throws TooManyDeadLetters when these records, with those before them, hold too many. */
  add(records: number, reasons: readonly string[]): void {
    this.records += records;
    this.dead += reasons.filter((reason) => reason !== FOREIGN).length;
    if (this.records < WINDOW_RECORDS) return;
    if (this.dead > this.records * MOST)
      throw new TooManyDeadLetters(this.partition, this.dead, this.records);
    this.records = 0;
    this.dead = 0;
  }
}
