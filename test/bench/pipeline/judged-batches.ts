import type { NewEvent } from "#event-store";
import { compileSpecification } from "#checks";
import { createJudge } from "#judge";
import { createRedactor } from "#observation";
import { hmacSha256, sha256Hex, utf8 } from "#platform";
import { toNewEvent } from "../../../apps/monitor/src/records/to-new-event.ts";
import { exampleSpecification, trafficLines } from "../support.ts";

/** About what one fetch holds. */
const RECORDS_A_BATCH = 3_000;
const RATE = 5_000;
const CROWD = RECORDS_A_BATCH / 10;

/** What the monitor commits of a batch of records. */
export interface JudgedBatch {
  records: number;
  events: NewEvent[];
}

/** Judges traffic of this hour, and gives what is to be committed of it. */
export const judgedBatches = async (count: number): Promise<JudgedBatch[]> => {
  const specification = await exampleSpecification();
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256("bench")),
    hash: sha256Hex,
    fixed: true,
  });
  judge.begin(compileSpecification(specification));
  const batches: JudgedBatch[] = [];
  const timing = { ratePerSecond: RATE, startMs: Date.now() - 3_600_000 };
  for (const line of trafficLines(specification, count, timing)) {
    if ((batches.at(-1)?.records ?? RECORDS_A_BATCH) === RECORDS_A_BATCH)
      batches.push({ records: 0, events: [] });
    const batch = batches.at(-1)!;
    judge.take({ text: utf8(line)! }, (event) => batch.events.push(toNewEvent(event)));
    batch.records += 1;
  }
  return batches;
};

/** The same events as of a tenth of the inputs: traffic of a party that breaks much. */
export const crowded = (batches: readonly JudgedBatch[]): JudgedBatch[] => {
  const events = batches.flatMap((batch) => batch.events);
  return Array.from({ length: Math.ceil(events.length / CROWD) }, (_, at) => {
    const own = events.slice(at * CROWD, (at + 1) * CROWD);
    return { records: own.length * 10, events: own };
  });
};
