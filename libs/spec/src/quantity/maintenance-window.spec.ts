import { maintenanceWindows } from "./maintenance-window.ts";

const on = (weekdays: readonly number[], startMinute: number, endMinute: number, nth?: number | "last") =>
  weekdays.map((weekday) => ({ weekday, startMinute, endMinute, ...(nth === undefined ? {} : { nth }) }));
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

describe("maintenanceWindows", () => {
  it.each([
    ["Sundays 02:00-04:00 UTC", on([0], 120, 240)],
    ["every Saturday 23:30 to 01:00 UTC", on([6], 1410, 60)],
    ["Saturdays 22:00-02:00 UTC", on([6], 1320, 120)],
    ["Monday, 22:00–24:00 GMT", on([1], 1320, 1440)],
    ["Every Sunday from 2:00 to 4:00 UTC", on([0], 120, 240)],
    ["Sun 02:00–04:00 UTC", on([0], 120, 240)],
    ["Sundays 02:00-04:00 (UTC)", on([0], 120, 240)],
    ["Sundays between 02:00 and 04:00 UTC", on([0], 120, 240)],
    ["Sundays from 02:00 UTC to 04:00 UTC", on([0], 120, 240)],
    ["Sundays 02:00Z-04:00Z", on([0], 120, 240)],
    ["02:00-04:00 UTC on Sundays", on([0], 120, 240)],
    ["weekly on Tuesdays, 2am-4:30am UTC", on([2], 120, 270)],
    ["Thursdays 12pm-12am UTC", on([4], 720, 0)],
    ["daily 03:00-03:30 UTC", on(EVERY_DAY, 180, 210)],
    ["03:00-03:30 UTC every day", on(EVERY_DAY, 180, 210)],
    ["Mon-Fri 01:00-02:00 UTC", on([1, 2, 3, 4, 5], 60, 120)],
    ["Friday to Monday 01:00-02:00 UTC", on([5, 6, 0, 1], 60, 120)],
    ["Saturdays and Sundays 02:00-04:00 UTC", on([6, 0], 120, 240)],
    ["Sundays 02:00-04:00 and Wednesdays 03:00-04:00 UTC", [...on([0], 120, 240), ...on([3], 180, 240)]],
    ["Sundays 02:00-04:00, 14:00-15:00 UTC", [...on([0], 120, 240), ...on([0], 840, 900)]],
    ["Saturday 22:00 to Sunday 02:00 UTC", on([6], 1320, 120)],
    ["first Sunday of the month 02:00-04:00 UTC", on([0], 120, 240, 1)],
    ["last Saturday of each month, 22:00-02:00 UTC", on([6], 1320, 120, "last")],
    [
      "first and third Sundays of the month 02:00-04:00 UTC",
      [...on([0], 120, 240, 1), ...on([0], 120, 240, 3)],
    ],
  ])("reads %p", (phrase, expected) => {
    expect(maintenanceWindows(phrase)).toEqual(expected);
  });

  it.each([
    "Sundays 02:00-04:00",
    "Sundays 02:00-04:00 CET",
    "Sundays 02:00-04:00 UTC+1",
    "Sundays 02:00-04:00 UTC-05:00",
    "Sundays 02:00-04:00 local time",
    "Sundays 02:00-04:00 UTC and Wednesdays 03:00-04:00 CET",
    "Sundays 02:00-04:00 UTC and Wednesdays 03:00-04:00",
    "Someday 02:00-04:00 UTC",
    "Sundays 25:00-26:00 UTC",
    "Sundays 24:00-02:00 UTC",
    "Sundays 02:60-04:00 UTC",
    "Sundays 02:00-02:00 UTC",
    "Sundays 13pm-14pm UTC",
    "Sundays 2-4 UTC",
    "Sundays 02:00 UTC",
    "every other Sunday 02:00-04:00 UTC",
    "monthly on the 2nd Monday 02:00-04:00 UTC",
    "every second Sunday 02:00-04:00 UTC",
    "Sunday 22:00 to Tuesday 02:00 UTC",
    "Sundays 02:00-04:00 UTC unless announced",
    "Sundays UTC",
    "02:00-04:00 UTC",
    "Sundays",
    "as announced",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(maintenanceWindows(phrase)).toBeUndefined();
  });
});
