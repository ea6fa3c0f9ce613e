import { createPool, migrate } from "#platform";
import { startTestPostgres } from "../../../../test/support/postgres.ts";
import { findRecords } from "./find-records.ts";
import { POSTGRES_STREAM_MIGRATIONS } from "./migrations.ts";
import { createPostgresStream } from "./postgres-stream.ts";

it("finds what holds a text and came before a time, in the key's partition alone", async () => {
  const server = await startTestPostgres();
  await migrate(server.url, POSTGRES_STREAM_MIGRATIONS);
  const pool = createPool(server.url);
  const stream = createPostgresStream(pool, { topic: "t", partitions: 4, log: () => undefined });
  try {
    await stream.ensure();
    const producer = await stream.producer();
    const append = (key: string, ...texts: string[]) =>
      producer.append(texts.map((text) => ({ key, value: Buffer.from(text), headers: {} })));
    await append("shop", "none", '{"id":"a"}', "more");
    await append("other", '{"id":"a"}');
    const middleMs = Date.now() + 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await append("shop", '{"id":"a"}', '{"id":"b"}');
    const find = async (key: string, texts: string[], beforeMs: number, topic = "t") =>
      (await findRecords(pool, { topic, key, texts, beforeMs })).map(({ offset }) => offset);
    const laterMs = Date.now() + 1000;
    expect(await find("shop", ['"a"'], laterMs)).toEqual([1, 4]);
    expect(await find("shop", ['"a"', '"b"'], laterMs)).toEqual([1, 4, 5]);
    expect(await find("shop", ['"a"'], middleMs)).toEqual([1]);
    expect(await find("shop", ['"a"'], 0)).toEqual([]);
    expect(await find("shop", [], laterMs)).toEqual([]);
    expect(await find("shop", ['"a"'], laterMs, "missing")).toEqual([]);
  } finally {
    await stream.close();
    await pool.end();
    await server.stop();
  }
});
