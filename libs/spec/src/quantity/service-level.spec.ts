import { availability, latencyLevel, percentileOf, threshold } from "./service-level.ts";

describe("availability", () => {
  it.each([
    ["99.9%", 0.999],
    ["99.9 percent", 0.999],
    ["99.95% monthly", 0.9995],
    ["99.95% (per calendar month)", 0.9995],
    ["≥ 99.9%", 0.999],
    [">= 99.99%", 0.9999],
    ["at least 99.5% uptime", 0.995],
    ["99.9% availability, monthly", 0.999],
    ["99.9", 0.999],
    ["0.999", 0.999],
    ["100%", 1],
  ])("reads %p", (phrase, target) => {
    expect(availability(phrase)).toEqual({ target, besideMaintenance: false });
  });

  it("reads what is excluded", () => {
    expect(availability("99.9%, excluding scheduled maintenance")?.besideMaintenance).toBe(true);
    expect(availability("99.9% monthly (excluding planned downtime)")?.besideMaintenance).toBe(true);
  });

  it.each([
    "three nines",
    "99.9% yearly",
    "99.9% over 30 days",
    "99.9% excluding force majeure",
    "<99.9%",
    "5%",
    "1",
    "101%",
    "99,9%",
    "99.9% of days",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(availability(phrase)).toBeUndefined();
  });
});

describe("percentileOf", () => {
  it.each([
    ["response_time_p95", 0.95],
    ["latency_p99", 0.99],
    ["p95", 0.95],
    ["p99_9", 0.999],
    ["p99.9", 0.999],
    ["p999", 0.999],
    ["p95_latency", 0.95],
    ["p95_response_time_ms", 0.95],
    ["95th_percentile", 0.95],
    ["response_time_95th", 0.95],
    ["latency_percentile_90", 0.9],
  ])("reads %p", (key, share) => {
    expect(percentileOf(key)).toBe(share);
  });

  it.each([
    "search_latency_p95",
    "p95_throughput",
    "p10",
    "p100",
    "p9",
    "response_time",
    "p95_reads",
    "top95",
  ])("does not guess at %p", (key) => {
    expect(percentileOf(key)).toBeUndefined();
  });
});

describe("threshold", () => {
  it.each([
    ["<200ms", { thresholdMs: 200 }],
    ["under 0.5 seconds", { thresholdMs: 500 }],
    ["less than 1 second", { thresholdMs: 1000 }],
    ["200ms", { thresholdMs: 200, inclusive: true }],
    ["<= 200 ms", { thresholdMs: 200, inclusive: true }],
    ["at most 2s", { thresholdMs: 2000, inclusive: true }],
    ["within 30 seconds", { thresholdMs: 30_000, inclusive: true }],
  ])("reads %p", (phrase, expected) => {
    expect(threshold(phrase)).toEqual(expected);
  });

  it.each([">200ms", "fast", "200", "immediate", ""])("does not guess at %p", (phrase) => {
    expect(threshold(phrase)).toBeUndefined();
  });
});

describe("latencyLevel", () => {
  it.each([
    ["95% of requests under 200ms", { target: 0.95, thresholdMs: 200 }],
    ["99.5% of all responses are answered in under 1s", { target: 0.995, thresholdMs: 1000 }],
    ["95 percent of calls within 1 second", { target: 0.95, thresholdMs: 1000, inclusive: true }],
    ["p95 < 200ms", { target: 0.95, thresholdMs: 200 }],
    ["p99.9: under 2s", { target: 0.999, thresholdMs: 2000 }],
    ["95th percentile under 200ms", { target: 0.95, thresholdMs: 200 }],
    ["p95 response time <200ms", { target: 0.95, thresholdMs: 200 }],
    ["<200ms (p95)", { target: 0.95, thresholdMs: 200 }],
  ])("reads %p", (phrase, expected) => {
    expect(latencyLevel(phrase)).toEqual(expected);
  });

  it.each(["<200ms", "200ms on average", "most requests under 200ms", "95% of days under 200ms", ""])(
    "does not guess at %p",
    (phrase) => {
      expect(latencyLevel(phrase)).toBeUndefined();
    },
  );
});
