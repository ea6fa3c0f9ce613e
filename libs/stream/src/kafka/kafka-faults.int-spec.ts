import { CompressionTypes, Kafka, logLevel } from "kafkajs";
import { startKafka, type TestKafka } from "../../../../test/support/kafka.ts";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { Recorder, until } from "../contract/recorder.ts";
import type { ObservationStream } from "../stream.ts";
import { createKafkaStream } from "./kafka-stream.ts";
import { fetchTopicId } from "./topic-id.ts";

describeWithTools(["java", "mvn"], "what kafkajs is not trusted with", () => {
  let broker: TestKafka;
  let kafka: Kafka;
  let topic: string;
  let topics = 0;
  let stream: ObservationStream;
  let logged: string[];

  beforeAll(async () => {
    broker = await startKafka();
    kafka = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING });
  }, 180_000);
  afterAll(() => broker.stop());
  beforeEach(async () => {
    topic = `faults.t${topics++}`;
    logged = [];
    stream = createKafkaStream({
      brokers: broker.brokers,
      topic,
      partitions: 1,
      clientId: "test",
      sessionTimeoutMs: 1500,
      log: (level, message) => logged.push(`${level} ${message}`),
    });
    await stream.ensure();
  });
  afterEach(() => stream.close());

  const append = async (...values: string[]): Promise<void> => {
    const producer = await stream.producer();
    await producer.append(values.map((value) => ({ key: "k", value: Buffer.from(value), headers: {} })));
  };

  const deleteBelow = async (offset: number): Promise<void> => {
    const admin = kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
    await admin.disconnect();
  };

  test("batches of every codec, and records without a value", async () => {
    const producer = kafka.producer();
    await producer.connect();
    for (const compression of [
      CompressionTypes.GZIP,
      CompressionTypes.Snappy,
      CompressionTypes.LZ4,
      CompressionTypes.ZSTD,
    ])
      await producer.send({ topic, compression, messages: [{ value: "x".repeat(2000) }, { value: null }] });
    await producer.disconnect();
    const recorder = new Recorder();
    await stream.consumer("g").run(recorder);
    await until(() => recorder.records.length >= 8);
    expect(recorder.offsets(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(recorder.records.map(({ value }) => value?.length)).toEqual([
      2000,
      undefined,
      2000,
      undefined,
      2000,
      undefined,
      2000,
      undefined,
    ]);
  });

  test("control records and aborted transactions are gaps, and no reason to stop", async () => {
    const producer = kafka.producer({ transactionalId: topic, maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    const transact = async (value: string, end: "commit" | "abort"): Promise<void> => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value }] });
      await transaction[end]();
    };
    const recorder = new Recorder();
    const consumer = stream.consumer("g");
    await consumer.run(recorder);
    await transact("a", "commit");
    await until(() => recorder.records.length === 1);
    for (const value of ["lost", "lost", "lost"]) await transact(value, "abort");
    await until(() => recorder.idles > 1);
    await transact("b", "commit");
    await producer.disconnect();
    await append("c");
    await until(() => recorder.records.length >= 3);
    expect(recorder.values()).toEqual(["a", "b", "c"]);
    expect(recorder.offsets(0)).toEqual([0, 8, 10]);
    await until(() => recorder.idles > 2);
    expect(logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("a broker that dies and comes back: reading and appending go on by themselves", async () => {
    const recorder: Recorder = new Recorder({
      assigned: () => Promise.resolve((recorder.records.at(-1)?.offset ?? -1) + 1),
    });
    const producer = await stream.producer();
    const send = (value: string): Promise<void> =>
      producer.append([{ key: "k", value: Buffer.from(value), headers: {} }]);
    await stream.consumer("g").run(recorder);
    await send("before");
    await until(() => recorder.records.length === 1);
    await broker.kill();
    await expect(send("while it is down")).rejects.toThrow("is not available");
    await broker.restart();
    await until(() =>
      send("after").then(
        () => true,
        () => false,
      ),
    );
    await until(() => recorder.values().includes("after"));
    expect(recorder.offsets(0)).toEqual(recorder.records.map((_, n) => n));
  }, 90_000);

  test("records deleted ahead of the reader stop the partition loudly, before anything behind them is given", async () => {
    await append("0", "1", "2");
    let begin = 0;
    const recorder = new Recorder({ assigned: () => Promise.resolve(begin) });
    const consumer = stream.consumer("g");
    await consumer.run(recorder);
    await until(() => recorder.records.length === 3);
    begin = 1;
    await deleteBelow(3);
    await append("3");
    await until(() => recorder.values().includes("3"));
    recorder.owned.get(0)!.surrender("fenced", 1);
    await until(() =>
      logged.some((line) => line.startsWith("error") && line.includes("should continue at offset 1")),
    );
    expect(recorder.values()).toEqual(["0", "1", "2", "3"]);
  });

  test.each([
    ["and more come", true],
    ["and no more come", false],
  ])("records deleted ahead of a busy reader, %s: nothing is skipped in silence", async (_, more) => {
    const free = new AbortController();
    let handling = false;
    const recorder = new Recorder({
      batch: () => {
        handling = true;
        return until(() => free.signal.aborted);
      },
    });
    await stream.consumer("g").run(recorder);
    await append("0");
    await until(() => handling);
    const pauses = (): number => logged.filter((line) => line.includes("Pausing fetching")).length;
    const before = pauses();
    await append("1");
    await until(() => pauses() > before);
    await append("2");
    await deleteBelow(3);
    free.abort();
    if (more) await append("3");
    await until(() =>
      logged.some((line) => line.startsWith("error") && line.includes("Records are missing")),
    );
    expect(recorder.values()).toEqual(["0", "1"]);
    expect(recorder.calls.at(-1)).toBe("revoked 0");
  });

  test("a topic that was recreated has another id, and whoever read the old one gives the partition up", async () => {
    await append("0", "1", "2");
    const before = await fetchTopicId(kafka, topic);
    expect(before).toMatch(/^[0-9a-f]{32}$/);
    expect(await fetchTopicId(kafka, topic)).toBe(before);
    const seen: string[] = [];
    const recorder = new Recorder({
      assigned: ({ topicId }) => {
        seen.push(topicId);
        return topicId === before ? Promise.resolve(0) : Promise.reject(new Error("the topic was recreated"));
      },
    });
    await stream.consumer("g").run(recorder);
    await until(() => recorder.records.length === 3);
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await until(() =>
      stream.ensure().then(
        () =>
          fetchTopicId(kafka, topic).then(
            (id) => id !== before,
            () => false,
          ),
        () => false,
      ),
    );
    await admin.disconnect();
    await append("new 0", "new 1", "new 2", "new 3", "new 4");
    await until(() => recorder.calls.includes("revoked 0"));
    expect(recorder.values()).toEqual(["0", "1", "2"]);
  }, 60_000);

  test("a topic that does not exist is an error that names it", async () => {
    await expect(fetchTopicId(kafka, "nowhere")).rejects.toThrow('Kafka has no topic "nowhere"');
  });
});
