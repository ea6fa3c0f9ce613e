import type { BodySchema, JsonSchema } from "#spec";
import { isObject } from "../value/schema-value.ts";

/** One way to break a body against its schema, at a clause that nothing contradicts. */
export interface BodyBreak {
  kind: "missing" | "type" | "bound";
  /** JSON pointer of the member that is broken. */
  pointer: string;
  apply(): void;
}

/** A value that a bound of the schema forbids; undefined where it has none. */
const outOfBounds = (schema: JsonSchema): { keyword: string; value: unknown } | undefined => {
  if (typeof schema.minimum === "number") return { keyword: "minimum", value: schema.minimum - 1 };
  if (typeof schema.maximum === "number") return { keyword: "maximum", value: schema.maximum + 1 };
  if (typeof schema.maxLength === "number" && schema.maxLength < 500)
    return { keyword: "maxLength", value: "A".repeat(schema.maxLength + 1) };
  if (typeof schema.minItems === "number" && schema.minItems > 0) return { keyword: "minItems", value: [] };
  return undefined;
};

const wrongType = (type: unknown): unknown => {
  if (type === "string") return 12_345;
  if (type === "integer" || type === "number" || type === "boolean" || type === "array") return "unexpected";
  return undefined;
};

const namesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];

/** The ways to break `value`, which fits `body`, in place. */
export const bodyBreaks = (body: BodySchema, value: unknown): BodyBreak[] => {
  const breaks: BodyBreak[] = [];
  const isFirm = (pointer: string) => !body.contradicted.has(pointer);

  const walk = (schema: JsonSchema, pointer: string, holder: unknown, at: string): void => {
    if (Array.isArray(holder) && isObject(schema.items))
      return walk(schema.items, `${pointer}/items`, holder[0], `${at}/0`);
    if (!isObject(holder) || !isObject(schema.properties)) return;
    const members = schema.properties;
    for (const name of namesOf(schema.required))
      if (name in holder && isFirm(`${pointer}/required/${name}`) && isFirm(`${pointer}/properties/${name}`))
        breaks.push({ kind: "missing", pointer: `${at}/${name}`, apply: () => delete holder[name] });
    for (const [name, member] of Object.entries(members)) {
      if (!(name in holder) || !isObject(member)) continue;
      const own = `${pointer}/properties/${name}`;
      const wrong = wrongType(member.type);
      if (wrong !== undefined && isFirm(own) && isFirm(`${own}/type`))
        breaks.push({ kind: "type", pointer: `${at}/${name}`, apply: () => (holder[name] = wrong) });
      const bound = outOfBounds(member);
      if (bound && isFirm(own) && isFirm(`${own}/${bound.keyword}`))
        breaks.push({ kind: "bound", pointer: `${at}/${name}`, apply: () => (holder[name] = bound.value) });
      walk(member, own, holder[name], `${at}/${name}`);
    }
  };
  walk(body.schema, "", value, "");
  return breaks;
};
