import { prettyLine } from "./pretty-line.ts";

const LEVELS = { 30: "INFO", 40: "WARN" };
const line = (fields: Record<string, unknown>) =>
  JSON.stringify({ level: 30, time: "2026-01-02T03:04:05.678Z", ...fields });

describe("a log line on a terminal", () => {
  it.each([
    [{ msg: "ready", port: 4600, at: { a: 1 } }, '03:04:05 INFO  ready port=4600 at={"a":1}'],
    [{ level: 40, msg: "slow" }, "03:04:05 WARN  slow"],
    [{ msg: "failed", err: { message: "no disk", stack: "at …" } }, '03:04:05 INFO  failed error="no disk"'],
    [{ msg: "no disk", err: { message: "no disk" } }, "03:04:05 INFO  no disk"],
  ])("%j", (fields, expected) => {
    expect(prettyLine(line(fields), LEVELS, false)).toBe(expected);
  });

  it("is coloured on request", () => {
    expect(prettyLine(line({ level: 40, msg: "slow" }), LEVELS, true)).toBe(
      "03:04:05 \u001b[33mWARN \u001b[0m slow",
    );
  });
});
