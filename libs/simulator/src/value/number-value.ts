import type { JsonSchema } from "#spec";
import type { Random } from "../random.ts";

const bound = (value: unknown) => (typeof value === "number" ? value : undefined);

/** A number within the schema's bounds, whole where it asks for an integer, else with at most two decimal places. */
export const numberValue = (schema: JsonSchema, random: Random): number => {
  const isInteger = schema.type === "integer";
  const places = isInteger ? 0 : Math.min(2, bound(schema.decimalPlaces) ?? 2);
  const unit = bound(schema.multipleOf) ?? 1 / 10 ** places;
  const above = bound(schema.exclusiveMinimum);
  const below = bound(schema.exclusiveMaximum);
  const from = bound(schema.minimum) ?? (above === undefined ? 1 : above + unit);
  const to = bound(schema.maximum) ?? (below === undefined ? from + 999 : below - unit);
  const value = random.integer(Math.ceil(from / unit - 1e-9), Math.floor(to / unit + 1e-9)) * unit;
  return Number(value.toFixed(6));
};
