import { parseDuration } from "./duration.ts";

it.each([
  ["30s", 30_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["7d", 604_800_000],
  ["250ms", 250],
  ["0s", 0],
  ["", undefined],
  ["5", undefined],
  ["5 m", undefined],
  ["-5m", undefined],
  ["1.5h", undefined],
  ["5weeks", undefined],
])("%j is %j ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
