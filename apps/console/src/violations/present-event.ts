import { curlOf } from "#delivery";
import type { ObservedEvent } from "../console-options.ts";
import type { CausingEvent, CausingMessage } from "./event-schemas.ts";

type Members = Record<string, unknown>;

/** The members of a value; none where it is no object. */
export const membersOf = (value: unknown): Members =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const headersOf = (headers: unknown): CausingMessage["headers"] => {
  const entries: [unknown, unknown][] = Array.isArray(headers)
    ? (headers as [unknown, unknown][])
    : Object.entries(membersOf(headers));
  if (typeof headers !== "object" || headers === null) return undefined;
  return entries.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name: String(name), value: String(one) })),
  );
};

const printed = (sent: string): string => {
  try {
    return JSON.stringify(JSON.parse(sent), null, 2);
  } catch {
    return sent;
  }
};

const messageOf = (value: unknown): CausingMessage | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const { headers, body, bodyText, bodyTruncated, bodyBytes } = membersOf(value);
  const known = { headers: headersOf(headers) };
  if (bodyTruncated === true) return { ...known, notKept: "the capture cut it off" };
  if (typeof bodyText === "string")
    return bodyText === "" ? { ...known, notKept: "it is empty" } : { ...known, body: printed(bodyText) };
  if (body !== undefined && body !== null) return { ...known, body: JSON.stringify(body, null, 2) };
  return { ...known, notKept: bodyBytes === 0 ? "it is empty" : "it was not captured" };
};

const titleOf = ({ method, url, endpoint, eventType, from, to, message }: Members): string => {
  if (method !== undefined) return `${String(method)} ${String(url)}`;
  if (endpoint !== undefined) return [text(eventType), String(endpoint)].filter(Boolean).join(" to ");
  return `${String(from)} → ${String(to)}, ${String(message)}`;
};

const curl = (data: Members, request: CausingMessage | undefined): string | undefined => {
  const { method, url } = data;
  if (typeof method !== "string" || typeof url !== "string") return undefined;
  const requestHeaders = request?.headers?.map(({ name, value }): [string, string] => [name, value]);
  return curlOf({ endpoint: url, requestHeaders }, request?.body, method).command;
};

/** An event as it was observed; bodies of webhooks stand with their delivery alone, which can be erased. */
export const presentEvent = ({ partition, offset, event }: ObservedEvent): CausingEvent => {
  const data = membersOf(event["data"]);
  const isWebhook = data["endpoint"] !== undefined;
  const request = messageOf(data["request"]);
  return {
    id: String(event["id"]),
    title: titleOf(data),
    time: text(event["time"]),
    status: number(membersOf(data["response"])["status"]),
    failure: text(membersOf(data["error"])["kind"]),
    durationMs: number(data["durationMs"]),
    traceId: text(data["traceId"]),
    position: `${partition}/${offset}`,
    ...(!isWebhook && {
      request,
      response: messageOf(data["response"]),
      curl: curl(data, request),
      whole: JSON.stringify(event, null, 2),
    }),
  };
};
