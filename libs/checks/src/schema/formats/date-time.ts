import { hasDigits } from "./characters.ts";

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:Z|[+-](\d\d):?(\d\d)|[+-]\d\d)?$/i;
const TIME = /^T?(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!);

const isClock = (hour: number, minute: number, second: number): boolean =>
  minute <= 59 && second <= 60 && (hour <= 23 || (hour === 24 && minute === 0 && second === 0));

const number = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** The way most are written, `2024-01-15T10:30:00.123Z`, on a day that every month has: recognised without a match. */
const isPlainUtc = (text: string): boolean => {
  const end = text.length - 1;
  return (
    end >= 19 &&
    end <= 32 &&
    text[end] === "Z" &&
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    (end === 19 || (text[19] === "." && end > 20 && hasDigits(text, 20, end))) &&
    hasDigits(text, 0, 4) &&
    hasDigits(text, 5, 7) &&
    hasDigits(text, 8, 10) &&
    hasDigits(text, 11, 13) &&
    hasDigits(text, 14, 16) &&
    hasDigits(text, 17, 19) &&
    number(text, 5) >= 1 &&
    number(text, 5) <= 12 &&
    number(text, 8) >= 1 &&
    number(text, 8) <= 28 &&
    number(text, 11) <= 23 &&
    number(text, 14) <= 59 &&
    number(text, 17) <= 59
  );
};

/** ISO 8601 in its extended form; seconds, their fraction and the zone may be left out. */
export const isDateTime = (text: string): boolean => {
  if (isPlainUtc(text)) return true;
  const match = DATE_TIME.exec(text);
  if (!match) return false;
  const [, year, month, day, hour, minute, second = "0", zoneHour = "0", zoneMinute = "0"] = match;
  return (
    isDay(Number(year), Number(month), Number(day)) &&
    isClock(Number(hour), Number(minute), Number(second)) &&
    Number(zoneHour) <= 23 &&
    Number(zoneMinute) <= 59
  );
};

/** `2024-02-29`, on a day that exists. */
export const isDate = (text: string): boolean => {
  const match = DATE.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
};

/** `10:30`, `10:30:00.5Z`. */
export const isTime = (text: string): boolean => {
  const match = TIME.exec(text);
  return match !== null && isClock(Number(match[1]), Number(match[2]), Number(match[3] ?? 0));
};

/** Basic forms, months, weeks and days of a year. */
const OTHER_DATE =
  /^\d{4}(?:-\d\d|\d{4}(?:T\d{4}(?:\d\d(?:[.,]\d{1,12})?)?(?:Z|[+-]\d\d(?:\d\d)?)?)?|-?W\d\d(?:-?[1-7])?|-?[0-3]\d\d)$/i;
const DURATION = /^P(?=[\dT])(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])+)?$/i;

/** Whatever ISO 8601 writes, where the specification says no more: a date, a time, both, or a duration. */
export const isIso8601 = (text: string): boolean =>
  isDateTime(text) || isDate(text) || isTime(text) || OTHER_DATE.test(text) || DURATION.test(text);
