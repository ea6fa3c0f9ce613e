import { parseTimestamp, signaturePartsOf } from "#observation";

/** When a message says that it was sent. */
export interface SentAt {
  timeMs: number;
  /** How finely the time is written: 1, 1,000 or 60,000 ms. */
  precisionMs: number;
}

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):?(\d\d)(?::?(\d\d)([.,]\d+)?)?\s?(?:([Zz])|([+-]\d\d)(?::?(\d\d))?)?$/;

const ofIso = (text: string): SentAt | "unplaced" | undefined => {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, utc, offset, offsetMinutes] = match;
  const zone = utc ? "Z" : offset ? `${offset}:${offsetMinutes ?? "00"}` : undefined;
  const digits = fraction ? `.${fraction.slice(1)}` : "";
  const timeMs = parseTimestamp(
    `${year}-${month}-${day}T${hour}:${minute}:${second ?? "00"}${digits}${zone ?? "Z"}`,
  );
  if (Number.isNaN(timeMs)) return undefined;
  return zone ? { timeMs, precisionMs: fraction ? 1 : second ? 1_000 : 60_000 } : "unplaced";
};

/**
 * Reads a timestamp header: Unix seconds, milliseconds or ISO 8601, or the `t=` of a signature. `unplaced`: an ISO time
 * without a zone, which may be anywhere. Undefined: unreadable.
 */
export const sentAt = (value: string): SentAt | "unplaced" | undefined => {
  const timed = value.includes("t=")
    ? signaturePartsOf(value).find(({ label }) => label === "t=")?.digest
    : undefined;
  const text = timed ?? value.trim();
  if (/^\d{1,11}$/.test(text)) return { timeMs: Number(text) * 1_000, precisionMs: 1_000 };
  if (/^\d{12,14}$/.test(text)) return { timeMs: Number(text), precisionMs: 1 };
  if (/^\d{9,11}\.\d{1,9}$/.test(text)) return { timeMs: Math.floor(Number(text) * 1_000), precisionMs: 1 };
  return ofIso(text);
};

/** How far a message's own time lies from its attempt's, compared as finely as it is written. */
export const distanceMs = ({ timeMs, precisionMs }: SentAt, attemptMs: number): number =>
  Math.abs(Math.floor(attemptMs / precisionMs) * precisionMs - timeMs);
