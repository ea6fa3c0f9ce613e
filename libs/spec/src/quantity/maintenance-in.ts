import type { MaintenanceWindow } from "./maintenance-window.ts";

const DAY_MINUTES = 1440;
const DAY_MS = 86_400_000;
/** The first of January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

const isOn = ({ weekday, nth }: MaintenanceWindow, day: number): boolean => {
  if ((day + EPOCH_WEEKDAY) % 7 !== weekday) return false;
  if (nth === undefined) return true;
  const date = new Date(day * DAY_MS);
  const ofMonth = date.getUTCDate();
  if (nth !== "last") return Math.ceil(ofMonth / 7) === nth;
  return ofMonth + 7 > new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
};

const isWithin = (window: MaintenanceWindow, minute: number): boolean => {
  const { startMinute, endMinute } = window;
  const day = Math.floor(minute / DAY_MINUTES);
  const ofDay = minute - day * DAY_MINUTES;
  if (startMinute < endMinute) return ofDay >= startMinute && ofDay < endMinute && isOn(window, day);
  return (ofDay >= startMinute && isOn(window, day)) || (ofDay < endMinute && isOn(window, day - 1));
};

/** Whether a minute since the epoch lies in one of these windows; the latest answer is kept. */
export const maintenanceIn = (windows: readonly MaintenanceWindow[]): ((minute: number) => boolean) => {
  if (windows.length === 0) return () => false;
  let latest = -1;
  let answer = false;
  return (minute) => {
    if (minute !== latest) {
      latest = minute;
      answer = windows.some((window) => isWithin(window, minute));
    }
    return answer;
  };
};
