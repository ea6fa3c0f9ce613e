import { inWords, listed, quoted } from "./words.ts";

it.each([
  [1000, "1 second"],
  [1500, "1.5 seconds"],
  [400, "0.4 seconds"],
  [60_000, "1 minute"],
  [6_000_000, "100 minutes"],
  [7_200_000, "2 hours"],
  [27_305_000, "7 hours 35 minutes"],
  [86_400_000, "1 day"],
  [90_061_000, "1 day 1 hour"],
])("%d ms is %s", (ms, words) => expect(inWords(ms)).toBe(words));

it("lists words as a sentence does", () =>
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]));

it("shortens what it quotes", () => {
  expect(quoted("limit: 1")).toBe("`limit: 1`");
  expect(quoted("x".repeat(200))).toBe(`\`${"x".repeat(100)}…\``);
});
