import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { member, plain } from "../reading/tree.ts";
import { isSchema } from "../schema/compile-schema.ts";
import { pointerSegment } from "../schema/pointer.ts";

const NAMES = ["error_code", "errorCode", "code", "error"];

/** The part of `error_format` that describes an error's body. */
export const errorFormatBody = (section: Tree | undefined): Tree | undefined =>
  member(section, "standard_response", "structure", "response", "body", "schema") ?? section;

/** The JSON pointer of the error code in the documented error format; undefined when it names none. */
export const errorCodePointer = (section: Tree | undefined): string | undefined => {
  const body = errorFormatBody(section);
  return body && codePointer(isSchema(body) ? properties(body) : plain(body));
};

const properties = (schema: Tree): unknown => {
  const members: Record<string, unknown> = {};
  const found = member(schema, "properties");
  for (const { key, value } of found?.kind === "map" ? found.entries : []) {
    members[key] = isSchema(value) && member(value, "properties") ? properties(value) : "string";
  }
  return members;
};

/** Where in a body the error code stands: a text called `error_code`, `code`, …, the least deep first. */
const codePointer = (body: unknown): string | undefined => {
  const level: { value: unknown; pointer: string }[] = [{ value: body, pointer: "" }];
  for (let at = level.shift(); at; at = level.shift()) {
    if (typeof at.value !== "object" || at.value === null || Array.isArray(at.value)) continue;
    const object = at.value as Record<string, unknown>;
    const name = NAMES.find((known) => typeof object[known] === "string" && Object.hasOwn(object, known));
    if (name !== undefined) return `${at.pointer}/${name}`;
    for (const [key, value] of Object.entries(object)) {
      level.push({ value, pointer: `${at.pointer}/${pointerSegment(key)}` });
    }
  }
  return undefined;
};

/** The error code that an example body carries. */
export const errorCodeIn = (compilation: Compilation, example: unknown): string | undefined => {
  const pointer = errorCodePointer(compilation.sections.get("error_format"));
  const stated = pointer === undefined ? undefined : at(example, pointer);
  if (typeof stated === "string") return stated;
  const own = codePointer(example);
  const value = own === undefined ? undefined : at(example, own);
  return typeof value === "string" && /^[A-Za-z0-9][\w.:/-]*$/.test(value) ? value : undefined;
};

const at = (value: unknown, pointer: string): unknown => {
  let current = value;
  for (const segment of pointer.split("/").slice(1)) {
    const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
};
