import { documentedBody, type EndpointModel } from "../model/endpoint-model.ts";
import type { ErrorModel } from "../model/error-model.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { setMember } from "../value/member.ts";
import { bodyValue, isObject, pointerOfText } from "../value/schema-value.ts";
import { setHeader, type DraftMessage } from "./draft.ts";

/** A response with its status. */
export type DraftResponse = DraftMessage & { status: number };

const headerValue = (name: string, random: Random): string => {
  if (/^retry-after$/i.test(name)) return "60";
  if (/^(content-)?location$/i.test(name)) return `/items/${random.integer(1000, 9999)}`;
  if (/^content-type$/i.test(name)) return "application/json";
  return random.text("abcdefghijklmnopqrstuvwxyz", 8);
};

/** A response without a captured body, with the headers documented for its status. */
export const plainResponse = (
  endpoint: EndpointModel | undefined,
  status: number,
  limitHeaders: Record<string, string>,
  nowMs: number,
  random: Random,
): DraftResponse => {
  const response: DraftResponse = {
    status,
    headers: {
      Date: new Date(nowMs).toUTCString(),
      "Content-Type": "application/json; charset=utf-8",
      ...limitHeaders,
    },
  };
  const present = new Set(Object.keys(response.headers).map((name) => name.toLowerCase()));
  for (const { status: documented, name } of endpoint?.responseHeaders ?? [])
    if (documented === status && !present.has(name.toLowerCase()))
      setHeader(response, name, headerValue(name, random));
  return response;
};

/** The members of `base`, and those of `more` that it has not. */
const merged = (base: unknown, more: unknown): unknown => {
  if (!isObject(base) || !isObject(more)) return base;
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(more))
    result[name] = name in result ? merged(result[name], value) : value;
  return result;
};

/** A body for an error that fits both the error format and the endpoint's own example of that error. */
export const errorBody = (
  model: TrafficModel,
  endpoint: EndpointModel | undefined,
  error: ErrorModel,
  nowMs: number,
  random: Random,
): unknown => {
  const options = { random, nowMs, optional: 1 };
  const example = endpoint && documentedBody(endpoint, error.status, error.code);
  const own = example && bodyValue(example, options);
  if (model.errorFormat === undefined) {
    setMember(own, (example && pointerOfText(example, error.code)) ?? "", error.code);
    return own;
  }
  const body = merged(own ?? {}, bodyValue(model.errorFormat.body, options));
  setMember(body, model.errorFormat.codePointer, error.code);
  return body;
};

/** A body for an exceeded limit; undefined where the document describes none. */
export const exceededBody = (model: TrafficModel, nowMs: number, random: Random): unknown =>
  model.exceeded?.body && bodyValue(model.exceeded.body, { random, nowMs, optional: 1 });
