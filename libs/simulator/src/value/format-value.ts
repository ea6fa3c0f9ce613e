import type { Random } from "../random.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DAY_MS = 86_400_000;

/** Makes a text of one of the named formats; `nowMs` is the time of the exchange. */
type FormatMaker = (random: Random, nowMs: number) => string;

const iso = (ms: number) => new Date(ms).toISOString();

const MAKERS: Readonly<Record<string, FormatMaker>> = {
  "iso-8601": (random, nowMs) => iso(nowMs + random.integer(0, 999)),
  "date-time": (random, nowMs) => iso(nowMs + random.integer(0, 999)),
  date: (random, nowMs) => iso(nowMs + random.integer(0, 9) * DAY_MS).slice(0, 10),
  time: (random, nowMs) => `${iso(nowMs + random.integer(0, 999)).slice(11, 19)}Z`,
  uri: (random) => `https://shop.example.net/items/${random.text(LETTERS, 8)}`,
  uuid: (random) => random.uuid(),
  email: (random) => `${random.text(LETTERS, 7)}@example.net`,
  hostname: (random) => `${random.text(LETTERS, 6)}.example.net`,
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${random.integer(1, 9999)}`,
  decimal: (random) => `${random.integer(1, 999)}.${random.text("0123456789", 2)}`,
  alphanumeric: (random) => random.text(`${LETTERS.toUpperCase()}0123456789`, 10),
  "country-alpha-2": (random) => random.pick(["AT", "DE", "FR", "GB", "JP", "US"]),
  "country-alpha-3": (random) => random.pick(["AUT", "DEU", "FRA", "GBR", "JPN", "USA"]),
  currency: (random) => random.pick(["EUR", "GBP", "JPY", "USD"]),
  language: (random) => random.pick(["de", "en", "fr"]),
};

/** A text of the named format; undefined when the name is not a known one. */
export const formatValue = (format: string, random: Random, nowMs: number): string | undefined =>
  MAKERS[format]?.(random, nowMs);
