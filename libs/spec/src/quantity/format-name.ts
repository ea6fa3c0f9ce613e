import type { Format } from "../body-schema.ts";
import { FORMATS } from "../body-schema.ts";

const NAMES: readonly (readonly [RegExp, Format])[] = [
  [/^iso[ -]?3166(-1)?( country code)? alpha-?2( (country )?code)?$/, "country-alpha-2"],
  [/^iso[ -]?3166(-1)?( country code)? alpha-?3( (country )?code)?$/, "country-alpha-3"],
  [/^iso[ -]?4217( (alpha(betic)?|currency))?( code)?$/, "currency"],
  [/^(iso[ -]?639(-1)?|bcp[ -]?47)( language)?( code| tag)?$/, "language"],
  [/^iso[ -]?8601$/, "iso-8601"],
  [/^(iso[ -]?8601|rfc[ -]?3339) date$/, "date"],
  [/^(iso[ -]?8601|rfc[ -]?3339)( (date-?time|date and time|timestamp))?( \(?utc\)?| in utc)?$/, "date-time"],
  [/^date-?time$/, "date-time"],
  [/^uuid ?(v\d|version \d)?$/, "uuid"],
  [/^(e-?mail)( address)?$/, "email"],
  [/^(ur[il])$/, "uri"],
  [/^ip ?v4( address)?$/, "ipv4"],
  [/^ip ?v6( address)?$/, "ipv6"],
  [/^(host ?name)$/, "hostname"],
  [/^alpha-?numeric( characters?)?( only)?$/, "alphanumeric"],
];

/** The format that prose names: "ISO 3166-1 alpha-2", "UUID", "ISO 8601 datetime"; undefined for anything else. */
export const formatName = (phrase: string): Format | undefined => {
  const text = phrase
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/ (format|string)$/, "");
  return FORMATS.find((format) => format === text) ?? NAMES.find(([pattern]) => pattern.test(text))?.[1];
};
