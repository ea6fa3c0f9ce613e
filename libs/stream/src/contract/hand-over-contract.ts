import { Recorder, until } from "./recorder.ts";
import { record, type WithTopic } from "./test-topic.ts";

/** Who owns a partition, and how it is given up. */
export const handOverContract = (withTopic: WithTopic): void => {
  test("a batch that the handler rejects is given up and comes again", () =>
    withTopic(1, async ({ open, produce }) => {
      await produce(record("0"), record("1"));
      let rejections = 2;
      const recorder = new Recorder({
        batch: () => (rejections-- > 0 ? Promise.reject(new Error("not now")) : Promise.resolve()),
      });
      await open().consumer("g").run(recorder);
      await until(() => recorder.records.length >= 2);
      expect(recorder.values()).toEqual(["0", "1"]);
      expect(recorder.calls).toEqual(["assigned 0", "revoked 0", "assigned 0", "revoked 0", "assigned 0"]);
    }));

  test("a partition whose assignment fails is tried again", () =>
    withTopic(1, async ({ open, produce }) => {
      await produce(record("0"));
      let failures = 1;
      const recorder = new Recorder({
        assigned: () => (failures-- > 0 ? Promise.reject(new Error("no database")) : Promise.resolve(0)),
      });
      await open().consumer("g").run(recorder);
      await until(() => recorder.records.length >= 1);
      expect(recorder.values()).toEqual(["0"]);
    }));

  test("a surrendered partition is aborted at once, and assigned anew from where the handler then says", () =>
    withTopic(1, async ({ open, produce }) => {
      await produce(record("0"), record("1"), record("2"));
      let begin = 0;
      const recorder = new Recorder({ assigned: () => Promise.resolve(begin) });
      await open().consumer("g").run(recorder);
      await until(() => recorder.records.length >= 3);
      begin = 2;
      const owned = recorder.owned.get(0)!;
      owned.surrender("fenced", 10);
      expect(owned.signal.aborted).toBe(true);
      await until(() => recorder.records.length >= 4);
      expect(recorder.values()).toEqual(["0", "1", "2", "2"]);
    }));

  test("calls for a partition never overlap, and revoked comes last", () =>
    withTopic(1, async ({ open, produce }) => {
      let running = 0;
      let most = 0;
      const slowly = async (): Promise<void> => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 30));
        running--;
      };
      const recorder = new Recorder({ batch: slowly, idle: slowly, revoked: slowly });
      const consumer = open().consumer("g");
      await consumer.run(recorder);
      for (let n = 0; n < 10; n++) await produce(record(String(n)));
      await until(() => recorder.records.length >= 10);
      await consumer.close();
      expect(most).toBe(1);
      expect(recorder.calls).toEqual(["assigned 0", "revoked 0"]);
    }));

  test("close aborts the signal, waits for the running handler, and takes no more", () =>
    withTopic(1, async ({ open, produce }) => {
      const handling = new AbortController();
      const finished = new AbortController();
      let ended = false;
      const recorder = new Recorder({
        batch: async () => {
          handling.abort();
          await until(() => finished.signal.aborted);
          ended = true;
        },
      });
      const consumer = open().consumer("g");
      await consumer.run(recorder);
      await produce(record("0"));
      await until(() => handling.signal.aborted);
      const owned = recorder.owned.get(0)!;
      const closed = consumer.close().then(() => ended);
      await until(() => owned.signal.aborted);
      await produce(record("1"));
      finished.abort();
      expect(await closed).toBe(true);
      expect(recorder.values()).toEqual(["0"]);
      expect(recorder.calls).toEqual(["assigned 0", "revoked 0"]);
    }));

  test("two consumers share the partitions; when one leaves, the other goes on where it stood", () =>
    withTopic(4, async ({ open, produce }) => {
      const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
      const next = new Map<number, number>();
      const judging = (): Recorder => {
        const recorder: Recorder = new Recorder({
          assigned: ({ partition }) => Promise.resolve(next.get(partition) ?? 0),
          batch: ({ partition }, records) => {
            next.set(partition, records.at(-1)!.offset + 1);
            return Promise.resolve();
          },
        });
        return recorder;
      };
      const [first, second] = [judging(), judging()];
      const leaving = open().consumer("g");
      await leaving.run(first);
      await open().consumer("g").run(second);
      await until(() => first.owned.size === 2 && second.owned.size === 2);
      expect([...first.owned.keys(), ...second.owned.keys()].sort()).toEqual([0, 1, 2, 3]);
      await produce(...keys.map((key) => record("before", key)));
      await until(() => first.records.length + second.records.length >= 40);
      await leaving.close();
      await until(() => second.owned.size === 4);
      await produce(...keys.map((key) => record("after", key)));
      await until(() => second.values().filter((value) => value === "after").length >= 40);
      expect(first.values().length + second.values().length).toBe(80);
    }));

  test("two groups each get every record", () =>
    withTopic(2, async ({ open, produce }) => {
      const recorders = [new Recorder(), new Recorder()];
      await open().consumer("one").run(recorders[0]!);
      await open().consumer("two").run(recorders[1]!);
      await produce(record("a", "a"), record("b", "b"), record("c", "c"));
      await until(() => recorders.every(({ records }) => records.length >= 3));
      for (const recorder of recorders) expect(recorder.values().sort()).toEqual(["a", "b", "c"]);
    }));
};
