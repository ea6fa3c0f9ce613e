import type { Citation } from "./citation.ts";

/** A JSON Schema (2020-12 keywords, plus `decimalPlaces` and the formats of `FORMATS`). */
export type JsonSchema = { [keyword: string]: unknown };

/**
 * A documented body as a standard schema, each keyword tied to the clause that states it.
 * `citations` is keyed by schema pointer: `/properties/items/minItems`; a required member is `/required/<name>`
 * under its object's pointer (`/properties/items/items/required/quantity`), a member itself is its `/properties/<name>`.
 * A `contradictedBy` clause's citation stands in `contradicted` by the same pointer.
 */
export interface BodySchema {
  schema: JsonSchema;
  citations: ReadonlyMap<string, Citation>;
  contradicted: ReadonlySet<string>;
  /** Whether the document wrote a schema or an example that the schema was inferred from. */
  source: "schema" | "example";
}

/** What a header's value must look like. */
export type HeaderFormat =
  | { form: "any" }
  /** Media types ignore parameters and case; other literals compare exactly. */
  | { form: "literal"; value: string; mediaType: boolean }
  | { form: "schema"; schema: JsonSchema };

/** The names that `format` may have in a `BodySchema`; prose such as "ISO 3166-1 alpha-2" is turned into one of them. */
export const FORMATS = [
  "iso-8601",
  "date-time",
  "date",
  "time",
  "uri",
  "uuid",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "decimal",
  "alphanumeric",
  "country-alpha-2",
  "country-alpha-3",
  "currency",
  "language",
] as const;

export type Format = (typeof FORMATS)[number];
