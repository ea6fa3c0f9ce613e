const DAY_MS = 86_400_000;
const ZERO = 48;
const NINE = 57;

const twoDigits = (text: string, at: number): number => {
  const high = text.charCodeAt(at) - ZERO;
  const low = text.charCodeAt(at + 1) - ZERO;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : NaN;
};

/** Days since 1970-01-01 of a proleptic Gregorian date from the year 0 on; 400 years are 146,097 days. */
const daysSinceEpoch = (year: number, month: number, day: number): number => {
  const shifted = year + (month <= 2 ? 399 : 400);
  const era = (shifted / 400) | 0;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  const leapDays = ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0);
  return (era - 1) * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
};

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** Offset from UTC in minutes of `Z` or `±hh:mm` that ends the text; NaN for anything else. */
const offsetMinutes = (text: string, at: number): number => {
  const sign = text.charCodeAt(at);
  if (sign === 90 || sign === 122) return text.length === at + 1 ? 0 : NaN;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return NaN;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  return sign === 45 ? -(hours * 60 + minutes) : hours * 60 + minutes;
};

/**
 * Milliseconds since the epoch of an RFC 3339 timestamp, digits beyond milliseconds cut off; NaN for anything else.
 * The leap second `23:59:60` UTC counts as the first second of the next day.
 */
export const parseTimestamp = (text: string): number => {
  const separator = text.charCodeAt(10);
  if (
    text.length < 20 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    (separator !== 84 && separator !== 116) ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  )
    return NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return NaN;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return NaN;

  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === 46) {
    let weight = 100;
    let code = text.charCodeAt(++at);
    if (!(code >= ZERO && code <= NINE)) return NaN;
    for (; code >= ZERO && code <= NINE; code = text.charCodeAt(++at)) {
      fraction += (code - ZERO) * weight;
      weight = weight === 100 ? 10 : weight === 10 ? 1 : 0;
    }
  }
  const minutes = hour * 60 + minute - offsetMinutes(text, at);
  const ms = daysSinceEpoch(year, month, day) * DAY_MS + minutes * 60_000 + second * 1000;
  return second === 60 && ms % DAY_MS !== 0 ? NaN : ms + fraction;
};
