import kafkajs, { type Message } from "kafkajs";
import { LIMITS } from "#observation";
import type { Arena } from "../arena.ts";
import { settle, sharedLog, type Fault } from "../fault.ts";
import type { Log } from "../log.ts";
import type { Observed } from "../observed.ts";
import { Trial } from "../trial.ts";
import type { Failpoint } from "../worker-settings.ts";

const { CompressionTypes } = kafkajs;
const CODECS = [
  CompressionTypes.None,
  CompressionTypes.GZIP,
  CompressionTypes.Snappy,
  CompressionTypes.LZ4,
  CompressionTypes.ZSTD,
];
const BATCH = 100;
/** Brokers refuse a larger batch. */
const BATCH_BYTES = 2 << 20;
const DUPLICATE_SHARE = 0.3;
/** Duplicates come up to so many records late. */
const DUPLICATE_DISTANCE = 200;
const REORDER_DISTANCE = 8;
const DEEP = "[".repeat(LIMITS.depth + 1) + "]".repeat(LIMITS.depth + 1);

/** Five records in a hundred are one of these. */
const UNREADABLE: readonly (Buffer | null)[] = [
  null,
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from("{"),
  Buffer.from(DEEP),
  Buffer.from(JSON.stringify({ padding: "x".repeat(LIMITS.eventBytes) })),
];

/** Repeatable numbers from 0 to 1. */
const random = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const shuffled = (messages: Message[], next: () => number): Message[] => {
  const keyed = messages.map((message, at) => ({ message, at: at + next() * REORDER_DISTANCE }));
  return keyed.toSorted((a, b) => a.at - b.at).map(({ message }) => message);
};

const withDuplicates = (messages: readonly Message[], next: () => number): Message[] => {
  const keyed = messages.map((message, at) => ({ message, at }));
  for (const [at, message] of messages.entries())
    if (next() < DUPLICATE_SHARE)
      keyed.push({ message, at: at + 0.5 + Math.floor(next() * DUPLICATE_DISTANCE) });
  return keyed.toSorted((a, b) => a.at - b.at).map(({ message }) => message);
};

const withUnreadable = (messages: readonly Message[], next: () => number): Message[] =>
  messages.flatMap((message, n) => {
    const value = n % 20 === 10 ? UNREADABLE[Math.floor(next() * UNREADABLE.length)] : undefined;
    return value === undefined ? [message] : [{ ...message, value }, message];
  });

const batchesOf = (messages: readonly Message[]): Message[][] => {
  const batches: Message[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    bytes += message.value?.length ?? 0;
    if (bytes > BATCH_BYTES || batches.at(-1)!.length === BATCH) {
      batches.push([]);
      bytes = message.value?.length ?? 0;
    }
    batches.at(-1)!.push(message);
  }
  return batches;
};

/** Sends messages in batches of the codecs in turn. */
const send = async (
  { arena: { kafka }, topic }: Trial,
  messages: readonly Message[],
  codecs: readonly number[],
): Promise<void> => {
  const client = new kafkajs.Kafka({ brokers: kafka.brokers, logLevel: kafkajs.logLevel.NOTHING });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    for (const [n, batch] of batchesOf(messages).entries())
      await producer.send({ topic, compression: codecs[n % codecs.length]!, messages: batch });
  } finally {
    await producer.disconnect();
  }
};

const KILLED_AT: readonly Failpoint[] = ["committing", "committed", "judged"];

/** Judges what has been sent, killed on the way at each of the failpoints. */
const judgeWithKills = async (trial: Trial): Promise<void> => {
  for (const point of KILLED_AT) {
    const worker = trial.start({ armed: { point, signal: "SIGKILL" } });
    await trial.until(`the worker has died at "${point}"`, () => worker.isOver);
  }
  trial.start();
  await trial.untilJudged();
};

/** What one process makes of the messages in peace, none of them compressed. */
const inPeace = async (arena: Arena, log: Log, messages: readonly Message[]): Promise<Observed> => {
  const trial = await Trial.open(arena, log);
  try {
    await send(trial, messages, [CompressionTypes.None]);
    trial.start();
    await trial.untilJudged();
    return await trial.observe();
  } finally {
    await trial.close();
  }
};

const messagesOf = ({ records }: Log): Message[] =>
  records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } }));

/** Three in ten records twice, up to two hundred records apart: the same as without them. */
export const duplicates: Fault = async (arena, { events }) => {
  const log = await sharedLog(events);
  const [activation, ...traffic] = messagesOf(log);
  const messages = [activation!, ...withDuplicates(traffic, random())];
  const trial = await Trial.open(arena, log);
  try {
    await send(trial, messages, CODECS);
    await judgeWithKills(trial);
    return await settle(trial, messages.length - log.records.length, []);
  } finally {
    await trial.close();
  }
};

/** Duplicates, records out of order, and records that cannot be read, in batches of every codec. */
export const hostileRecords: Fault = async (arena, { events }) => {
  const log = await sharedLog(events);
  const [activation, ...traffic] = messagesOf(log);
  const next = random();
  const readable = shuffled(withDuplicates(traffic, next), next);
  const messages = [activation!, ...withUnreadable(readable, next)];
  const unreadable = messages.length - readable.length - 1;
  const oracle = await inPeace(arena, log, messages);
  const trial = await Trial.open(arena, log);
  try {
    await send(trial, messages, CODECS);
    await judgeWithKills(trial);
    const { rows } = await trial.pool.query<{ dead: number }>(
      "SELECT count(*)::int AS dead FROM dead_letter",
    );
    const problems = rows[0]!.dead === unreadable ? [] : [`${rows[0]!.dead} dead letters, not ${unreadable}`];
    return await settle(trial, messages.length - log.records.length, problems, oracle);
  } finally {
    await trial.close();
  }
};
