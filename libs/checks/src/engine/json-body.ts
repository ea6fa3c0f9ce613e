import type { Body } from "#observation";

/** Stands for a body that was sent but is no JSON. */
export const NOT_JSON = Symbol("not JSON");

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return NOT_JSON;
  }
};

const parsed = new WeakMap<Body, unknown>();

/**
 * A body's JSON value, parsed at most once. `undefined`: nothing to read (not captured, truncated or empty);
 * `NOT_JSON`: something else was sent.
 */
export const jsonOf = (body: Body): unknown => {
  if (body.state === "json") return body.value;
  if (body.state !== "text" || isEmpty(body)) return undefined;
  if (!parsed.has(body)) parsed.set(body, parse(body.text));
  return parsed.get(body);
};

/** Whether a body was captured and nothing was sent. */
export const isEmpty = (body: Body): boolean =>
  body.state === "empty" || (body.state === "text" && body.text.trim() === "");
