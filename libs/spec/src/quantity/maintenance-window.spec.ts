import { maintenanceWindow } from "./maintenance-window.ts";

describe("maintenanceWindow", () => {
  it.each([
    ["Sundays 02:00-04:00 UTC", { weekday: 0, startMinute: 120, endMinute: 240 }],
    ["every Saturday 23:30 to 01:00 UTC", { weekday: 6, startMinute: 1410, endMinute: 60 }],
    ["Monday, 22:00–24:00 GMT", { weekday: 1, startMinute: 1320, endMinute: 1440 }],
  ])("reads %p", (phrase, expected) => {
    expect(maintenanceWindow(phrase)).toEqual(expected);
  });

  it.each([
    "Sundays 02:00-04:00",
    "Sundays 02:00-04:00 CET",
    "Someday 02:00-04:00 UTC",
    "Sundays 25:00-26:00 UTC",
    "Sundays 02:60-04:00 UTC",
    "Sundays 02:00-02:00 UTC",
    "Sundays",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(maintenanceWindow(phrase)).toBeUndefined();
  });
});
