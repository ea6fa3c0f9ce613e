import { isUtf8 } from "node:buffer";
import { exceedsDepth, LIMITS } from "#observation";
import { Refusal, type RefusalPlace, type RefusalReason } from "../refusal.ts";

/** The headers of a request, as Node reads them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

const MAX_EVENTS = 10_000;
const TAKEN =
  "application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson, or application/json with ce-* headers";
const ATTRIBUTES = ["specversion", "id", "source", "type", "time", "subject"];
const utf8 = new TextDecoder("utf-8", { fatal: true });

const malformed = (detail: string, reason: RefusalReason = "MALFORMED", place?: RefusalPlace): Refusal =>
  new Refusal(400, reason, detail, place);

const unsupported = (detail: string): Refusal =>
  new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", `${detail} Send ${TAKEN}.`);

const tooLarge = (index: number): Refusal =>
  new Refusal(413, "TOO_LARGE", "An event holds at most 1 MiB.", { index });

const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed("The body is not UTF-8.", "NOT_UTF8");
  }
};

/** A batch nests its events one level deeper than they are. */
const parse = (text: string, index?: number): unknown => {
  if (exceedsDepth(text, LIMITS.depth + 1))
    throw new Refusal(422, "TOO_DEEP", `An event is nested at most ${LIMITS.depth} levels deep.`, { index });
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const place = position === undefined ? "" : ` (at character ${position})`;
    throw malformed(`The ${index === undefined ? "body" : "event"} is not JSON${place}.`, "NOT_JSON", {
      index,
    });
  }
};

const single = (bytes: Uint8Array): unknown => {
  if (bytes.length > LIMITS.eventBytes) throw tooLarge(0);
  return parse(textOf(bytes));
};

const batch = (bytes: Uint8Array): unknown[] => {
  const events = parse(textOf(bytes));
  if (!Array.isArray(events)) throw malformed("A batch is a JSON array of events.");
  return events;
};

const filledLines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

const linesOf = (bytes: Uint8Array): string[] => {
  try {
    return filledLines(utf8.decode(bytes));
  } catch {
    const index = filledLines(Buffer.from(bytes).toString("latin1")).findIndex(
      (line) => !isUtf8(Buffer.from(line, "latin1")),
    );
    throw malformed("The event is not UTF-8.", "NOT_UTF8", { index });
  }
};

const lines = (bytes: Uint8Array): unknown[] =>
  linesOf(bytes).map((line, index) => {
    if (line.length > LIMITS.eventBytes || Buffer.byteLength(line) > LIMITS.eventBytes) throw tooLarge(index);
    return parse(line, index);
  });

const attributesOf = (headers: RequestHeaders): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = headers[`ce-${name}`];
    if (typeof value !== "string") continue;
    try {
      attributes[name] = decodeURIComponent(value);
    } catch {
      throw malformed(`The header ce-${name} is not percent-encoded correctly.`, "MALFORMED", {
        pointer: `/${name}`,
      });
    }
  }
  return attributes;
};

const binary = (bytes: Uint8Array, headers: RequestHeaders): unknown => {
  const attributes = attributesOf(headers);
  for (const name of ["id", "source", "type"])
    if (!attributes[name])
      throw malformed(`The header ce-${name} is missing.`, "NOT_CLOUDEVENT", { pointer: `/${name}` });
  if (attributes.specversion !== undefined && attributes.specversion !== "1.0")
    throw malformed("The header ce-specversion must be 1.0.", "NOT_CLOUDEVENT", { pointer: "/specversion" });
  return { ...attributes, data: single(bytes) };
};

const readMode = (contentType: string, headers: RequestHeaders, bytes: Uint8Array): unknown[] => {
  const [mediaType = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw unsupported("The body must be UTF-8.");
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    throw unsupported("Compressed requests are not taken.");
  switch (mediaType) {
    case "application/cloudevents+json":
      return [single(bytes)];
    case "application/cloudevents-batch+json":
      return batch(bytes);
    case "application/x-ndjson":
      return lines(bytes);
    case "application/json":
      return [binary(bytes, headers)];
    default:
      throw unsupported(
        mediaType === "" ? "The request has no content type." : "This content type is unknown.",
      );
  }
};

/** The events of a request in its CloudEvents mode, parsed and not yet validated; throws a Refusal. */
export const readEvents = (contentType: string, headers: RequestHeaders, bytes: Uint8Array): unknown[] => {
  const events = readMode(contentType, headers, bytes);
  if (events.length > MAX_EVENTS)
    throw new Refusal(413, "TOO_MANY", `A request holds at most ${MAX_EVENTS} events; send it in several.`);
  return events;
};
