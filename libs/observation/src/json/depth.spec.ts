import fc from "fast-check";
import { exceedsDepth, isDeeperThan } from "./depth.ts";

describe("depth", () => {
  it.each([
    ["[[]]", 2, false],
    ["[[]]", 1, true],
    ['{"a":{"b":[]}}', 2, true],
    ['{"a":{"b":[]}}', 3, false],
    ["[[],[],[],[]]", 2, false],
    ['["[[[[", "\\"[[[["]', 1, false],
    ['["\\\\",[[]]]', 2, true],
    ["[{}]", 1, true],
    ["[".repeat(1_000_000), 64, true],
    ['"' + "[".repeat(100) + '"', 64, false],
  ])("%.30s exceeds %d: %s", (text, limit, expected) => expect(exceedsDepth(text, limit)).toBe(expected));

  it("is the same of a text and of what it holds", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 6 }), (value, limit) => {
        expect(exceedsDepth(JSON.stringify(value), limit)).toBe(isDeeperThan(value, limit));
      }),
    );
  });
});
