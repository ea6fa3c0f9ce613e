import type { ObservationStream } from "../stream.ts";
import { handOverContract } from "./hand-over-contract.ts";
import { Recorder, until } from "./recorder.ts";
import { record, type WithTopic } from "./test-topic.ts";

/** What an adapter's test brings: streams on topics that do not exist yet, and the end of what it started. */
export interface StreamHarness {
  stream(topic: string, partitions: number): ObservationStream;
  stop(): Promise<void>;
}

const numbers = (count: number, prefix = ""): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

/** The promises of the stream port, held by every adapter. */
export const streamContract = (name: string, createHarness: () => Promise<StreamHarness>): void => {
  describe(`${name} keeps the promises of the observation stream`, () => {
    let harness: StreamHarness;
    let topics = 0;
    beforeAll(async () => {
      harness = await createHarness();
    }, 180_000);
    afterAll(() => harness.stop());

    const withTopic: WithTopic = async (partitions, test) => {
      const name = `contract.t${topics++}`;
      const opened: ObservationStream[] = [];
      const open = (): ObservationStream => {
        const stream = harness.stream(name, partitions);
        opened.push(stream);
        return stream;
      };
      try {
        const stream = open();
        await stream.ensure();
        const producer = await stream.producer();
        await test({
          open,
          produce: (...records) => producer.append(records),
          producer: () => stream.producer(),
        });
      } finally {
        await Promise.all(opened.map((stream) => stream.close()));
      }
    };

    test("the records of a key come in the order of their appends, without gaps from offset 0", () =>
      withTopic(1, async ({ open, produce }) => {
        for (const value of numbers(50)) await produce(record(value));
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length >= 50);
        expect(recorder.values()).toEqual(numbers(50));
        expect(recorder.offsets(0)).toEqual(numbers(50).map(Number));
      }));

    test("appends under way at the same time keep each caller's order", () =>
      withTopic(1, async ({ open, producer }) => {
        const shared = await producer();
        await Promise.all(
          ["a", "b", "c"].map((key) => shared.append(numbers(200, key).map((value) => record(value, key)))),
        );
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length >= 600);
        for (const key of ["a", "b", "c"]) expect(recorder.values(key)).toEqual(numbers(200, key));
        expect(recorder.offsets(0)).toEqual(numbers(600).map(Number));
      }));

    test("a key stays in its partition, and keys spread", () =>
      withTopic(3, async ({ open, produce }) => {
        const keys = numbers(30, "integration-");
        await produce(...keys.flatMap((key) => [record("1", key), record("2", key)]));
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length >= 60);
        for (const key of keys) {
          const own = recorder.records.filter((each) => each.key === key);
          expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
          expect(recorder.values(key)).toEqual(["1", "2"]);
        }
        expect(new Set(recorder.records.map(({ partition }) => partition)).size).toBe(3);
      }));

    test("key, value, headers and the time of the append come back", () =>
      withTopic(1, async ({ open, produce }) => {
        const before = Date.now();
        await produce(
          record('{"ü": "\u0000"}', "orders", { ce_id: "1", "content-type": "application/json" }),
        );
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length === 1);
        const [got] = recorder.records;
        expect(got).toMatchObject({
          key: "orders",
          headers: { ce_id: "1", "content-type": "application/json" },
        });
        expect(String(got!.value)).toBe('{"ü": "\u0000"}');
        expect(got!.appendedAtMs).toBeGreaterThan(before - 60_000);
        expect(got!.appendedAtMs).toBeLessThan(Date.now() + 60_000);
      }));

    test("bytes that are no text and a record of one mebibyte come back whole", () =>
      withTopic(1, async ({ open, produce }) => {
        const binary = Buffer.from([0, 255, 254, 0, 128]);
        const large = Buffer.alloc(1024 * 1024, "x");
        await produce({ key: "k", value: binary, headers: {} }, { key: "k", value: large, headers: {} });
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length === 2);
        expect(recorder.records[0]!.value!.equals(binary)).toBe(true);
        expect(recorder.records[1]!.value!.equals(large)).toBe(true);
      }));

    test("reading begins at the offset that the handler names", () =>
      withTopic(1, async ({ open, produce }) => {
        await produce(...numbers(10).map((value) => record(value)));
        const recorder = new Recorder({ assigned: () => Promise.resolve(7) });
        await open().consumer("g").run(recorder);
        await until(() => recorder.records.length >= 3);
        expect(recorder.offsets(0)).toEqual([7, 8, 9]);
      }));

    test("an offset beyond the end is said to be out of range, and nothing is delivered", () =>
      withTopic(1, async ({ open, produce }) => {
        await produce(record("0"));
        const recorder = new Recorder({ assigned: () => Promise.resolve(5) });
        await open().consumer("g").run(recorder);
        await until(() => recorder.calls.includes("revoked 0"));
        await produce(record("1"));
        expect(recorder.records).toEqual([]);
      }));

    test("once caught up the handler is told, again and again, and later records still come", () =>
      withTopic(1, async ({ open, produce }) => {
        await produce(record("0"));
        const recorder = new Recorder();
        await open().consumer("g").run(recorder);
        await until(() => recorder.idles >= 2);
        expect(recorder.values()).toEqual(["0"]);
        await produce(record("1"));
        await until(() => recorder.records.length >= 2);
        expect(recorder.values()).toEqual(["0", "1"]);
      }));

    test("lag counts what is not acknowledged", () =>
      withTopic(1, async ({ open, produce }) => {
        await produce(...numbers(10).map((value) => record(value)));
        const consumer = open().consumer("g");
        const recorder = new Recorder();
        await consumer.run(recorder);
        await until(() => recorder.records.length >= 10);
        expect((await consumer.lag()).get(0)).toBe(10);
        recorder.owned.get(0)!.acknowledge(4);
        expect((await consumer.lag()).get(0)).toBe(6);
        recorder.owned.get(0)!.acknowledge(10);
        expect((await consumer.lag()).get(0)).toBe(0);
      }));

    handOverContract(withTopic);
  });
};
