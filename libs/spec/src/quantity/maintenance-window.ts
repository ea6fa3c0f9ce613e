/** A weekly window in UTC, half-open; `weekday` 0 is Sunday. It may run past midnight. */
export interface MaintenanceWindow {
  weekday: number;
  startMinute: number;
  endMinute: number;
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const PHRASE =
  /^(?:every |on )?([a-z]+?)s?,?\s+(?:from )?(\d{1,2}):(\d{2})\s*(?:-|–|to|until)\s*(\d{1,2}):(\d{2})\s*(?:utc|gmt|z)$/;

/** "Sundays 02:00-04:00 UTC"; undefined for anything else, also where no time zone is given. */
export const maintenanceWindow = (phrase: string): MaintenanceWindow | undefined => {
  const match = PHRASE.exec(phrase.trim().toLowerCase());
  if (!match) return undefined;
  const weekday = DAYS.indexOf(match[1] ?? "");
  const startMinute = minuteOfDay(match[2], match[3]);
  const endMinute = minuteOfDay(match[4], match[5]);
  if (weekday < 0 || startMinute === undefined || endMinute === undefined || startMinute === endMinute)
    return undefined;
  return { weekday, startMinute, endMinute };
};

const minuteOfDay = (hour: string | undefined, minute: string | undefined): number | undefined => {
  const hours = Number(hour);
  const minutes = Number(minute);
  return minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0)) ? hours * 60 + minutes : undefined;
};
