import { readInteger, readLimits, readRateLimitField, readReset } from "./header-values.ts";

const REQUESTED = Date.UTC(2024, 0, 15, 10, 30);

describe("a reset", () => {
  it.each([
    ["epoch seconds", "1705314660", 1_705_314_660_000],
    ["epoch seconds with a fraction", "1705314660.5", 1_705_314_660_500],
    ["epoch milliseconds", "1705314660000", 1_705_314_660_000],
    ["seconds from the request on", "60", REQUESTED + 60_000],
    ["no time left", "0", REQUESTED],
    ["part of a second", " 0.25 ", REQUESTED + 250],
    ["a day in seconds", "86400", REQUESTED + 86_400_000],
    ["an HTTP date", "Mon, 15 Jan 2024 10:31:00 GMT", REQUESTED + 60_000],
    ["an RFC 850 date", "Monday, 15-Jan-24 10:31:00 GMT", REQUESTED + 60_000],
    ["an asctime date", "Mon Jan 15 10:31:00 2024", REQUESTED + 60_000],
  ])("as %s", (_, text, ms) => {
    expect(readReset(text, REQUESTED)).toBe(ms);
  });

  it.each(["", "soon", "-5", "2024-01-15 10:31", "1e3", "60s", "Mon, 15 Jan 2024", "Jan 2024"])(
    "is not read from %j",
    (text) => {
      expect(readReset(text, REQUESTED)).toBeNaN();
    },
  );
});

describe("numbers", () => {
  it.each([
    ["100", 100],
    [" 0 ", 0],
    ["-1", NaN],
    ["1.5", NaN],
    ["", NaN],
    ["1e2", NaN],
  ])("%j", (text, expected) => {
    expect(readInteger(text)).toBe(expected);
  });

  it("are the limits of a list with parameters", () => {
    expect(readLimits("100")).toEqual([100]);
    expect(readLimits("100, 100;w=60, 5000;w=3600")).toEqual([100, 100, 5000]);
    expect(readLimits("many")).toEqual([NaN]);
  });
});

describe("the IETF's fields", () => {
  it.each([
    ['"default";r=50;t=30', { remaining: "50", reset: "30" }],
    ["limit=100, remaining=50, reset=5", { limit: "100", remaining: "50", reset: "5" }],
    ['"default";q=100;w=60', { limit: "100" }],
    ['"burst";q=100;w=60, "daily";q=1000;w=86400', { limit: "100" }],
    ["constructor=1; toString=2; nothing", {}],
  ])("%s", (text, expected) => {
    expect(readRateLimitField(text)).toEqual(expected);
  });
});
