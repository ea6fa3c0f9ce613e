import type { Body } from "../observation.ts";
import { invalid } from "../decode/invalid-event.ts";
import { isAbsent, type Members } from "../decode/members.ts";
import { bytesOfBase64, textOfUtf8 } from "./base64.ts";

const ABSENT: Body = Object.freeze({ state: "absent" });
const TRUNCATED: Body = Object.freeze({ state: "truncated" });
const EMPTY: Body = Object.freeze({ state: "empty" });

const ofText = (text: string): Body => (text === "" ? EMPTY : { state: "text", text, json: undefined });

const ofBase64 = (base64: string, pointer: string): Body => {
  const bytes = bytesOfBase64(base64);
  if (!bytes) throw invalid(`${pointer}/bodyBase64`, "is no Base64");
  const text = textOfUtf8(bytes);
  return text === undefined ? TRUNCATED : ofText(text);
};

/**
 * The body of a message. A `body` of null without `bodyBytes` counts as not captured, and so do bytes that are no
 * UTF-8 (compressed or binary): what cannot be read accuses nobody.
 */
export const decodeBody = (message: Members, pointer: string): Body => {
  const { body, bodyText, bodyBase64, bodyTruncated } = message;
  if (bodyTruncated === true) return TRUNCATED;
  if (!isAbsent(bodyTruncated) && bodyTruncated !== false)
    throw invalid(`${pointer}/bodyTruncated`, "must be true or false");

  if (!isAbsent(bodyText)) {
    if (typeof bodyText !== "string") throw invalid(`${pointer}/bodyText`, "must be a string");
    if (!isAbsent(body) || !isAbsent(bodyBase64))
      throw invalid(pointer, "has several of body, bodyText and bodyBase64; at most one may be given");
    return ofText(bodyText);
  }
  if (!isAbsent(bodyBase64)) {
    if (typeof bodyBase64 !== "string") throw invalid(`${pointer}/bodyBase64`, "must be a string");
    if (!isAbsent(body))
      throw invalid(pointer, "has several of body, bodyText and bodyBase64; at most one may be given");
    return ofBase64(bodyBase64, pointer);
  }
  if (body === undefined) return ABSENT;
  if (body !== null) return { state: "json", value: body };
  const bytes = message.bodyBytes;
  if (bytes === 0) return EMPTY;
  return typeof bytes === "number" ? { state: "json", value: null } : ABSENT;
};
