import { maintenanceIn } from "./maintenance-in.ts";

const minuteOf = (text: string): number => Date.parse(text) / 60_000;

describe("maintenanceIn", () => {
  const saturdays = [{ weekday: 6, startMinute: 1320, endMinute: 120 }];
  const sundays = [{ weekday: 0, startMinute: 120, endMinute: 240 }];

  it.each([
    [sundays, "2024-01-14T01:59:00Z", false],
    [sundays, "2024-01-14T02:00:00Z", true],
    [sundays, "2024-01-14T03:59:00Z", true],
    [sundays, "2024-01-14T04:00:00Z", false],
    [sundays, "2024-01-15T02:00:00Z", false],
    [saturdays, "2024-01-13T21:59:00Z", false],
    [saturdays, "2024-01-13T22:00:00Z", true],
    [saturdays, "2024-01-14T00:00:00Z", true],
    [saturdays, "2024-01-14T01:59:00Z", true],
    [saturdays, "2024-01-14T02:00:00Z", false],
    [saturdays, "2024-01-13T01:00:00Z", false],
    [[{ weekday: 1, startMinute: 1320, endMinute: 1440 }], "2024-01-15T23:59:00Z", true],
    [[{ weekday: 1, startMinute: 1320, endMinute: 1440 }], "2024-01-16T00:00:00Z", false],
    [[{ weekday: 0, startMinute: 120, endMinute: 240, nth: 1 }], "2024-01-07T02:00:00Z", true],
    [[{ weekday: 0, startMinute: 120, endMinute: 240, nth: 1 }], "2024-01-14T02:00:00Z", false],
    [[{ weekday: 4, startMinute: 1320, endMinute: 120, nth: "last" as const }], "2024-03-01T01:00:00Z", true],
    [
      [{ weekday: 4, startMinute: 1320, endMinute: 120, nth: "last" as const }],
      "2024-02-22T23:00:00Z",
      false,
    ],
    [[], "2024-01-14T02:00:00Z", false],
  ])("of %p at %s is %p", (windows, time, expected) => {
    expect(maintenanceIn(windows)(minuteOf(time))).toBe(expected);
  });
});
