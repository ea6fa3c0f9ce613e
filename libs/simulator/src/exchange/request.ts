import type { HeaderFormat } from "#spec";
import type { EndpointModel, RequestHeaderModel } from "../model/endpoint-model.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { bodyValue } from "../value/schema-value.ts";
import { stringValue } from "../value/string-value.ts";
import type { SimulatedClient } from "./client.ts";
import { setHeader, type DraftMessage } from "./draft.ts";

const ID_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** The share of documented but optional body members that a request has. */
const OPTIONAL_SHARE = 0.7;

/** A path with its templates filled in. */
export const filledPath = (path: string, random: Random): string =>
  path.replace(/\{[^}]*\}|<[^>]*>|:[A-Za-z_]\w*/g, () => random.text(ID_ALPHABET, 10));

const headerValue = (name: string, format: HeaderFormat, random: Random, nowMs: number): string => {
  if (format.form === "literal") return format.value;
  if (format.form === "schema") return stringValue(format.schema, random, nowMs, undefined);
  return /id$|key$/i.test(name) ? random.uuid() : random.text(ID_ALPHABET, 12);
};

/** Sets the credential where the document wants it. */
const authorise = (model: TrafficModel, client: SimulatedClient, message: DraftMessage): void => {
  if (model.usageHeader === undefined) return;
  const { name, template } = model.usageHeader;
  setHeader(message, name, template.replace(/\{[^}]*\}/, client.token));
};

const isSent = ({ name, required }: RequestHeaderModel, random: Random) =>
  required || /idempot/i.test(name) || random.chance(0.5);

const commonHeaders = (client: SimulatedClient, random: Random): Record<string, string> => ({
  "User-Agent": `${client.name}/2.${client.windowOffsetMs / 1000}`,
  Accept: "application/json",
  "X-Forwarded-For": `192.0.2.${random.integer(1, 254)}`,
  "X-Forwarded-Proto": "https",
});

/** A request without a documented body, with the headers of every client. */
export const plainRequest = (model: TrafficModel, client: SimulatedClient, random: Random): DraftMessage => {
  const message: DraftMessage = { headers: commonHeaders(client, random), body: null, bodyBytes: 0 };
  authorise(model, client, message);
  return message;
};

/** A request that keeps to everything its endpoint documents. */
export const validRequest = (
  model: TrafficModel,
  client: SimulatedClient,
  endpoint: EndpointModel,
  random: Random,
  nowMs: number,
): DraftMessage => {
  const message = plainRequest(model, client, random);
  for (const header of endpoint.headers)
    if (isSent(header, random))
      setHeader(message, header.name, headerValue(header.name, header.format, random, nowMs));
  if (endpoint.body !== undefined) {
    message.body = bodyValue(endpoint.body, { random, nowMs, optional: OPTIONAL_SHARE });
    delete message.bodyBytes;
    if (!Object.keys(message.headers).some((name) => name.toLowerCase() === "content-type"))
      message.headers["Content-Type"] = "application/json";
  }
  return message;
};
