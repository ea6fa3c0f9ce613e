import type { Body, JsonOutcome } from "../observation.ts";
import { exceedsDepth } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";

const BYTE_ORDER_MARK = 0xfeff;
/** Whatever begins otherwise, such as a form or a page, is no JSON: told without the cost of an exception. */
const BEGINNING = /^\s*["[{\-0-9tfn]/;

/** Compressed or binary bytes that were taken for a text. */
const BINARY = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

const notJson = (text: string): JsonOutcome | undefined =>
  BINARY.test(text) ? undefined : { ok: false, reason: "NOT_JSON" };

const parse = (text: string): JsonOutcome | undefined => {
  if (exceedsDepth(text, LIMITS.depth)) return undefined;
  if (!BEGINNING.test(text)) return notJson(text);
  try {
    const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return notJson(text);
  }
};

/**
 * A body read as JSON, parsed at most once. Undefined where there is nothing to judge: absent, truncated or empty, or
 * nested deeper than the limit or no text at all, which is no fault of the sender's.
 */
export const jsonOf = (body: Body): JsonOutcome | undefined => {
  if (body.state === "json") return { ok: true, value: body.value };
  if (body.state !== "text") return undefined;
  if (body.json === undefined) body.json = parse(body.text) ?? null;
  return body.json ?? undefined;
};
