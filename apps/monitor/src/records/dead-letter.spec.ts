import { REPLAY_HEADER } from "#event-store";
import { createRedactor } from "#observation";
import { sha256Hex } from "#platform";
import { toDeadLetter } from "./dead-letter.ts";

const redactor = createRedactor((text) => sha256Hex(text));
const place = { topic: "observations", topicId: "t-1", partition: 3 };
const letterOf = (value: Buffer | string | null, headers: Record<string, string> = {}) =>
  toDeadLetter(
    place,
    { offset: 7, key: "shop", value: value === null ? null : Buffer.from(value), headers, appendedAtMs: 0 },
    { reason: "NOT_JSON", message: "no" },
    redactor,
  );

test.each([
  ["whole", '{"quantity": 1', "whole"],
  ["without its credentials", '{"authorization": "Bearer of-a-client"', "redacted"],
  ["not at all", null, "incomplete"],
  ["no UTF-8", Buffer.from([0xff, 0x00]), "incomplete"],
  ["without a body's bytes", '{"request": {"bodyBase64": "aGFsbG8="}', "incomplete"],
  ["without its end", `"${"x".repeat(70_000)}`, "incomplete"],
  ["without its end, of a huge one", `"${"x".repeat(2_000_000)}`, "incomplete"],
] as const)("a record that is kept %s says so", (_, value, kept) => {
  const letter = letterOf(value);
  expect(letter.kept).toBe(kept);
  expect(letter.bytes.length).toBeLessThanOrEqual(64 * 1024);
  expect(letter.bytes.toString()).not.toContain("of-a-client");
});

test("what says what the record is stays with it, and nothing else", () => {
  const letter = letterOf("{", {
    "content-type": "application/json",
    ce_id: "e-1",
    ce_source: "https://user:secret@shop.example/",
    authorization: "Bearer of-a-client",
    [REPLAY_HEADER]: "12",
  });
  expect(letter).toMatchObject({ ...place, offset: 7, key: "shop", replayOf: 12 });
  expect(letter.headers).toEqual({
    "content-type": "application/json",
    ce_id: "e-1",
    ce_source: "https://shop.example/",
  });
});

test.each(["", "0", "-1", "x", "1e400"])("%j names no dead letter that is replayed", (id) =>
  expect(letterOf("{", { [REPLAY_HEADER]: id }).replayOf).toBeUndefined(),
);
