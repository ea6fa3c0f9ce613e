import { gzipSync } from "node:zlib";
import { decodeBatches } from "./decode-batches.ts";

interface Sent {
  key: string | null;
  value: string | null;
  headers?: [string, string | null][];
}

const FIRST_MS = Date.UTC(2026, 0, 5);

const varint = (value: number): Buffer => {
  let rest = BigInt(value) < 0n ? BigInt(value) * -2n - 1n : BigInt(value) * 2n;
  const bytes: number[] = [];
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
};

const field = (text: string | null): Buffer =>
  text === null ? varint(-1) : Buffer.concat([varint(Buffer.byteLength(text)), Buffer.from(text)]);

const record = ({ key, value, headers = [] }: Sent, index: number): Buffer => {
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(index * 1000),
    varint(index),
    field(key),
    field(value),
    varint(headers.length),
    ...headers.flatMap(([name, text]) => [field(name), field(text)]),
  ]);
  return Buffer.concat([varint(body.length), body]);
};

const batch = (firstOffset: number, attributes: number, sent: readonly Sent[], damage = 0): Buffer => {
  const records = Buffer.concat(sent.map(record));
  const body = (attributes & 7) === 1 ? gzipSync(records) : records;
  const head = Buffer.alloc(61);
  head.writeBigInt64BE(BigInt(firstOffset), 0);
  head.writeInt32BE(head.length - 12 + body.length, 8);
  head.writeInt8(2, 16);
  head.writeInt16BE(attributes, 21);
  head.writeBigInt64BE(BigInt(FIRST_MS), 27);
  head.writeBigInt64BE(BigInt(FIRST_MS + 90_000), 35);
  head.writeBigInt64BE(77n, 43);
  head.writeInt32BE(sent.length, 57);
  if (damage > 0) body.writeUInt8(damage, 0);
  return Buffer.concat([head, body]);
};

const SENT: Sent[] = [
  { key: "orders", value: "{}", headers: [["content-type", "application/json"]] },
  { key: null, value: null },
  {
    key: "",
    value: "ü".repeat(200),
    headers: [
      ["twice", "a"],
      ["none", null],
      ["twice", "b"],
    ],
  },
];

const decode = (bytes: Buffer) => decodeBatches(bytes, 0, bytes.length);

const read = async (bytes: Buffer) =>
  (await decode(bytes))?.map(({ offset, key, value, headers, appendedAtMs }) => ({
    offset,
    key,
    value: value?.toString() ?? null,
    headers,
    appendedAtMs,
  }));

const expected = (firstOffset: number, atMs = (index: number) => FIRST_MS + index * 1000) => [
  {
    offset: firstOffset,
    key: "orders",
    value: "{}",
    headers: { "content-type": "application/json" },
    appendedAtMs: atMs(0),
  },
  { offset: firstOffset + 1, key: null, value: null, headers: {}, appendedAtMs: atMs(1) },
  {
    offset: firstOffset + 2,
    key: "",
    value: "ü".repeat(200),
    headers: { twice: "b" },
    appendedAtMs: atMs(2),
  },
];

describe("the records of a fetch", () => {
  test.each([
    ["plain", 0],
    ["compressed", 1],
  ])("%s batches one after another", async (_, attributes) => {
    const far = 2 ** 40;
    const bytes = Buffer.concat([batch(0, attributes, SENT), batch(far, attributes, SENT)]);
    expect(await read(bytes)).toEqual([...expected(0), ...expected(far)]);
  });

  test("with headers like those of the record before, and unlike them", async () => {
    const own = (...headers: [string, string | null][]): Sent => ({ key: "k", value: "v", headers });
    const sent = [
      own(["type", "a"]),
      own(["type", "a"]),
      own(["type", "a"], ["id", "1"]),
      own(["type", "a"]),
      own(["type", "ab"]),
      own(),
      own(["type", null]),
      own(["type", "a"]),
    ];
    expect((await read(batch(0, 0, sent)))?.map(({ headers }) => headers)).toEqual([
      { type: "a" },
      { type: "a" },
      { type: "a", id: "1" },
      { type: "a" },
      { type: "ab" },
      {},
      {},
      { type: "a" },
    ]);
  });

  test("with the broker's time where the topic says so", async () => {
    expect(await read(batch(5, 8, SENT))).toEqual(expected(5, () => FIRST_MS + 90_000));
  });

  test("of transactions, and control records, are known as such", async () => {
    const records = (await decode(Buffer.concat([batch(0, 16, SENT), batch(3, 48, SENT.slice(0, 1))]))) ?? [];
    expect(records.map(({ isControlRecord }) => isControlRecord)).toEqual([false, false, false, true]);
    expect(records[0]?.batchContext).toEqual({ producerId: "77", inTransaction: true });
  });

  test.each([1, 16, 30, 61, 100])("but for a last batch that lacks %i bytes", async (missing) => {
    const whole = batch(0, 0, SENT);
    const cut = Buffer.concat([whole, whole.subarray(0, whole.length - missing)]);
    expect(await read(cut)).toEqual(expected(0));
  });

  test("are left to kafkajs in the format before Kafka 0.11", async () => {
    const old = batch(0, 0, SENT);
    old.writeInt8(1, 16);
    expect(await decode(old)).toBeUndefined();
  });

  test.each([
    ["reaches beyond its batch", 0x7e],
    ["has a negative length", 0x01],
    ["is empty", 0x80],
  ])("are refused where one %s", async (_, damage) => {
    await expect(decode(batch(0, 0, SENT.slice(0, 1), damage))).rejects.toThrow("damaged");
  });

  test("are refused in an unknown compression", async () => {
    await expect(decode(batch(0, 7, SENT))).rejects.toThrow("codec 7");
  });
});
