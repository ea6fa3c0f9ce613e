import kafkajs, { type Admin } from "kafkajs";
import { oracleOf, settle, sharedLog, type Fault, type Outcome } from "../fault.ts";
import type { Log } from "../log.ts";
import { Trial } from "../trial.ts";

/** How much is lost of the log: records that were to be judged. */
const MISSING = 10;

const administer = async (trial: Trial, action: (admin: Admin) => Promise<unknown>): Promise<void> => {
  const { brokers } = trial.arena.kafka;
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await action(admin);
  } finally {
    await admin.disconnect();
  }
};

/** Half of the log judged; then something breaks the topic, and nothing may be judged any more, loudly. */
const brokenOnce = async (
  trial: Trial,
  half: Log,
  breaks: () => Promise<void>,
  complaint: RegExp,
): Promise<string[]> => {
  const before = half.records.length;
  await breaks();
  await trial.append();
  const running = trial.workers.filter(({ isOver }) => !isOver);
  for (const next of [() => running.at(-1), () => trial.start()]) {
    const worker = next();
    await trial.until(`the worker says ${String(complaint)}`, () => !worker || worker.said(complaint) > 0);
    await worker?.end("SIGTERM");
  }
  const judged = await trial.judged();
  return judged === before ? [] : [`${String(judged)} records are judged, not ${before}`];
};

const ofHalf = async (events: number): Promise<{ log: Log; half: Log }> => {
  const log = await sharedLog(events);
  return { log, half: { ...log, records: log.records.slice(0, log.records.length >> 1) } };
};

const broken =
  (complaint: RegExp, breaks: (trial: Trial, half: Log, turn: number) => Promise<void>): Fault =>
  async (arena, { times, events }) => {
    const { log, half } = await ofHalf(events);
    const oracle = await oracleOf(arena, half);
    const outcome: Outcome = { times, events, lost: 0, twice: 0, problems: [] };
    for (let turn = 0; turn < times; turn++) {
      const trial = await Trial.open(arena, log);
      try {
        await trial.append(half.records.length);
        trial.start();
        await trial.untilJudged();
        const problems = await brokenOnce(trial, half, () => breaks(trial, half, turn), complaint);
        const settled = await settle(trial, 1, problems, oracle);
        outcome.lost += settled.lost;
        outcome.twice += settled.twice;
        outcome.problems.push(...settled.problems);
      } finally {
        await trial.close();
      }
    }
    return outcome;
  };

/** The topic deleted and made anew: its offsets mean other records. */
export const recreatedTopic = broken(/^error .*has been recreated/, async (trial) => {
  await administer(trial, (admin) => admin.deleteTopics({ topics: [trial.topic] }));
  await trial.recreate();
});

/** Records deleted that are not judged yet: by turns with the state of what was judged, and without it. */
export const truncatedTopic = broken(/^error .*Records are missing/, async (trial, half, turn) => {
  await trial.workers.at(-1)!.end("SIGTERM");
  if (turn % 2 === 1) await trial.pool.query("DELETE FROM snapshot");
  await trial.append(2 * MISSING);
  const offset = String(half.records.length + MISSING);
  await administer(trial, async (admin) => {
    await admin.fetchTopicOffsets(trial.topic);
    await admin.deleteTopicRecords({ topic: trial.topic, partitions: [{ partition: 0, offset }] });
  });
});
