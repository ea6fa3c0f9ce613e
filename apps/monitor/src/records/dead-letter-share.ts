const WINDOW_RECORDS = 1000;

/** Traffic of integrations that nobody specified here is no sign that records cannot be read. */
const FOREIGN = "UNKNOWN_INTEGRATION";
/** Each costs a recovery, so that their share of a small window is enough. */
const COSTLY = "ENGINE_BUG";

/** So many records could not be read that going on would lose a log whose form has changed. */
export class TooManyDeadLetters extends Error {
  override readonly name = "TooManyDeadLetters";

  constructor(
    readonly partition: number,
    dead: ReadonlyMap<string, number>,
    records: number,
    percent: number,
  ) {
    const reasons = [...dead].map(([reason, count]) => `${count} ${reason}`).join(", ");
    super(
      `Partition ${partition} stops: of its last ${records} records more than ${percent} % could not be read (${reasons}). ` +
        "Mend what writes them, the specification, or Clausewatch; a changed specification or a restart takes the " +
        "partition up again. To keep them as dead letters all the same, start with DEAD_LETTER_PERCENT=100.",
    );
  }
}

/** Counts dead letters among the records of a partition, in windows of at least a thousand. */
export class DeadLetterShare {
  private records = 0;
  private readonly dead = new Map<string, number>();

  constructor(
    private readonly partition: number,
    private readonly percent: number,
  ) {}

  /** Throws TooManyDeadLetters when these records, with those before them, hold too many. */
  add(records: number, reasons: readonly string[]): void {
    this.records += records;
    for (const reason of reasons)
      if (reason !== FOREIGN) this.dead.set(reason, (this.dead.get(reason) ?? 0) + 1);
    const costly = this.dead.get(COSTLY) ?? 0;
    if (this.isAbove(costly, WINDOW_RECORDS)) throw this.tooMany();
    if (this.records < WINDOW_RECORDS) return;
    const dead = [...this.dead.values()].reduce((sum, count) => sum + count, 0);
    if (this.isAbove(dead, this.records)) throw this.tooMany();
    this.records = 0;
    this.dead.clear();
  }

  private isAbove(dead: number, records: number): boolean {
    return dead > (records * this.percent) / 100;
  }

  private tooMany(): TooManyDeadLetters {
    return new TooManyDeadLetters(this.partition, this.dead, this.records, this.percent);
  }
}
