import { hasDigits } from "./characters.ts";

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:Z|[+-](\d\d):?(\d\d)|[+-]\d\d)?$/i;
const TIME = /^T?(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

const HYPHEN = 45;
const FULL_STOP = 46;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!);

const isClock = (hour: number, minute: number, second: number): boolean =>
  minute <= 59 && second <= 60 && (hour <= 23 || (hour === 24 && minute === 0 && second === 0));

/** The number that two digits make; NaN where one of them is none. */
const pair = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

const isIn = (number: number, from: number, to: number): boolean => number >= from && number <= to;

/** The way most are written, `2024-01-15T10:30:00.123Z`, on a day that every month has: recognised without a match. */
const isPlainUtc = (text: string): boolean => {
  const end = text.length - 1;
  return (
    end >= 19 &&
    end <= 32 &&
    text.charCodeAt(end) === UPPER_Z &&
    text.charCodeAt(4) === HYPHEN &&
    text.charCodeAt(7) === HYPHEN &&
    text.charCodeAt(10) === UPPER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    (end === 19 || (text.charCodeAt(19) === FULL_STOP && end > 20 && hasDigits(text, 20, end))) &&
    isIn(pair(text, 0), 0, 99) &&
    isIn(pair(text, 2), 0, 99) &&
    isIn(pair(text, 5), 1, 12) &&
    isIn(pair(text, 8), 1, 28) &&
    isIn(pair(text, 11), 0, 23) &&
    isIn(pair(text, 14), 0, 59) &&
    isIn(pair(text, 17), 0, 59)
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
