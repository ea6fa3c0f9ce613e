/** A check failed on a record, and may have left its state half changed: the state is built anew without the record. */
export class EngineFault extends Error {
  override readonly name = "EngineFault";

  constructor(
    readonly partition: number,
    readonly offset: number,
    readonly reason: string,
  ) {
    super(
      `A check failed on the record at offset ${offset} of partition ${partition}: ${reason}. This is a defect of ` +
        "Clausewatch; please report it. The record becomes a dead letter (ENGINE_BUG) and the others are judged.",
    );
  }
}
