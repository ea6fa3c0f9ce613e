import type { Body, JsonOutcome } from "../observation.ts";
import { exceedsDepth } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";

const BYTE_ORDER_MARK = 0xfeff;

const parse = (text: string): JsonOutcome | undefined => {
  if (exceedsDepth(text, LIMITS.depth)) return undefined;
  try {
    const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return { ok: false, reason: "NOT_JSON" };
  }
};

/**
 * A body read as JSON, parsed at most once. Undefined where there is nothing to judge: absent, truncated or empty, or
 * nested deeper than the limit, which is no fault of the sender's.
 */
export const jsonOf = (body: Body): JsonOutcome | undefined => {
  if (body.state === "json") return { ok: true, value: body.value };
  if (body.state !== "text") return undefined;
  if (body.json === undefined) body.json = parse(body.text) ?? null;
  return body.json ?? undefined;
};
