const decimalPlacesOf = (value: number | string): number => {
  const [, decimals = "", exponent = "0"] = /^[^.e]*(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(String(value)) ?? [];
  return Math.max(0, decimals.length - Number(exponent));
};

/** Scaling by these, and back, is exact for numbers that have so many places. */
const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const MAX_EXACT = 2 ** 30;

/** Whether a number, or a text of one, has at most so many decimal places as it is written. */
export const hasDecimalPlaces = (limit: number, value: number | string): boolean => {
  const power = POWERS[limit];
  if (power !== undefined && typeof value === "number" && value < MAX_EXACT && value > -MAX_EXACT) {
    if (Math.round(value * power) / power === value) return true;
  }
  return decimalPlacesOf(value) <= limit;
};
