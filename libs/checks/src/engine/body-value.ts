import { jsonOf } from "#observation";
import type { Body } from "#observation";

/** Stands for a body that was sent but is no JSON. */
export const NOT_JSON = Symbol("not JSON");

/**
 * What a body says in JSON. `undefined`: nothing to judge (not captured, truncated, sent empty or nested too deep);
 * `NOT_JSON`: something else was sent.
 */
export const bodyValue = (body: Body): unknown => {
  if (body.state === "json") return body.value;
  if (body.state !== "text" || isEmpty(body)) return undefined;
  const outcome = jsonOf(body);
  return outcome && (outcome.ok ? outcome.value : NOT_JSON);
};

/** Whether a body was captured and nothing was sent. */
export const isEmpty = (body: Body): boolean =>
  body.state === "empty" || (body.state === "text" && body.text.trim() === "");
