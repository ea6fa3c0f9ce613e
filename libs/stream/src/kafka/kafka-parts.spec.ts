import type { OutgoingRecord } from "../stream.ts";
import { batchesOf } from "./kafka-producer.ts";
import { decodeTopicResponse, encodeTopicRequest } from "./topic-id.ts";
import { isStalled, Watch } from "./watchdog.ts";

const sized = (bytes: number): OutgoingRecord => ({ key: "k", value: Buffer.alloc(bytes), headers: {} });
const MIB = 1024 * 1024;

test.each([
  [[], []],
  [[10, 10, 10], [3]],
  [[MIB], [1]],
  [
    [10, MIB, 10],
    [1, 1, 1],
  ],
  [
    [MIB / 2, MIB / 2, 10],
    [1, 2],
  ],
  [
    [2 * MIB, 2 * MIB],
    [1, 1],
  ],
  [
    [MIB / 4, MIB / 4, MIB / 4, MIB / 4],
    [3, 1],
  ],
])("records of %j bytes go out in batches of %j", (sizes, batches) => {
  const records = sizes.map(sized);
  const got = batchesOf(records);
  expect(got.map(({ length }) => length)).toEqual(batches);
  expect(got.flat()).toEqual(records);
});

describe("the watchdog", () => {
  const at = (position: number | undefined, high: number) => [{ partition: 3, position, high }];

  test.each([
    ["records ahead and no progress for a minute", [at(5, 9), at(5, 9), at(5, 12)], 3],
    ["progress", [at(5, 9), at(6, 9), at(7, 12)], undefined],
    ["nothing ahead", [at(9, 9), at(9, 9), at(9, 9)], undefined],
    ["a handler that was busy meanwhile", [at(5, 9), at(undefined, 9), at(5, 9)], undefined],
    ["a position that only now fell behind", [at(9, 9), at(9, 9), at(9, 10)], undefined],
  ])("%s", (_, steps, expected) => {
    const watch = new Watch();
    const results = steps.map((progress, minute) => isStalled(watch, progress, minute * 30_000));
    expect(results.at(-1)).toBe(expected);
  });
});

describe("the request for a topic's id", () => {
  test.each([
    ["short", [6]],
    ["x".repeat(200), [0xc9, 0x01]],
  ])("writes the name's length as a varint (%#)", (name, length) => {
    const request = encodeTopicRequest(name);
    expect([...request.subarray(18, 18 + length.length)]).toEqual(length);
    expect(request.subarray(18 + length.length, -4).toString()).toBe(name);
  });

  test("reads the id behind brokers, racks and tags of any length", () => {
    const id = "00112233445566778899aabbccddeeff";
    const text = (value: string): string =>
      (value.length + 1).toString(16).padStart(2, "0") + Buffer.from(value).toString("hex");
    const broker = (node: string, rack: string) => `000000${node}${text("host")}00002384${rack}0101020aaa`;
    const response = [
      "00",
      "00000000",
      "03",
      broker("01", "00"),
      broker("02", text("rack-a")),
      text("cluster"),
      "00000001",
      "02",
      "0000",
      text("topic"),
      id,
    ].join("");
    expect(decodeTopicResponse(Buffer.from(response, "hex"))).toEqual({ errorCode: 0, topicId: id });
  });
});
