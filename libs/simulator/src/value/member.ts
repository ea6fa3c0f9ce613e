import { isObject } from "./schema-value.ts";

/** The member at a JSON pointer; undefined where there is none. */
export const memberAt = (body: unknown, pointer: string): unknown => {
  let value = body;
  for (const name of pointer.split("/").slice(1)) value = isObject(value) ? value[name] : undefined;
  return value;
};

/** Sets the member at a JSON pointer, making the objects above it. */
export const setMember = (body: unknown, pointer: string, value: unknown): void => {
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  let holder = body;
  for (const name of names) {
    if (!isObject(holder)) return;
    if (!isObject(holder[name])) holder[name] = {};
    holder = holder[name];
  }
  if (last !== undefined && isObject(holder)) holder[last] = value;
};
