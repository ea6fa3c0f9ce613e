import { monthsOf } from "./event-partitions.ts";

const at = (time: string) => Date.parse(time);
const NOW = at("2026-03-04T05:06:07Z");

describe("months that get a partition", () => {
  it.each([
    ["the present", ["2026-03-04T05:06:07Z"], ["2026-03-01"]],
    ["the ends of a month", ["2026-03-01T00:00:00Z", "2026-03-31T23:59:59.999Z"], ["2026-03-01"]],
    ["a year ago", ["2025-03-04T00:00:00Z"], ["2025-03-01"]],
    ["too long ago", ["2024-01-15T10:30:00Z"], []],
    ["soon", ["2026-04-01T00:00:00Z"], ["2026-04-01"]],
    ["too far ahead", ["2026-05-01T00:00:00Z", "9999-12-31T23:59:59Z"], []],
  ])("%s", (_name, times, months) => {
    expect(monthsOf(times.map(at), NOW)).toEqual(months);
  });
});
