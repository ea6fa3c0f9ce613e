import { oneOf } from "./search-schema.ts";

const HOUR_MS = 3_600_000;
const HOURS = { "24h": 24, "7d": 168, "30d": 720 } as const;

/** The periods that pages tell of, in words; each ends now. */
export const PERIODS = { "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" } as const;
export type Period = keyof typeof PERIODS;

/** A period in the URL. */
export const periodSearch = oneOf(["24h", "7d", "30d"]);

/** A period that ends now, as the API takes it. */
export const spanOf = (period: Period): { from: string; to: string } => {
  const now = Date.now();
  return { from: new Date(now - HOURS[period] * HOUR_MS).toISOString(), to: new Date(now).toISOString() };
};
